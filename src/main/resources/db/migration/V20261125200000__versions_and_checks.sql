-- DERIVED, written by intake alone.

-- ver: the older version of its log that an entry stands in; 0: the current one.
alter table entry add column if not exists ver smallint not null default 0;

-- generation: grows whenever the entries of a log are read anew. recovered: entries that only older versions have.
-- vault_at: time of its file in the vault when it was last written or looked at, epoch milliseconds; stored is its size.
-- verified_at: when every byte of it in the vault was last read back against its check sums; null: not yet.
-- damaged_at: since when some of it cannot be read; readable: raw bytes of it that can.
alter table log add column if not exists generation int not null default 0;
alter table log add column if not exists recovered int not null default 0;
alter table log add column if not exists vault_at bigint;
alter table log add column if not exists verified_at bigint;
alter table log add column if not exists damaged_at bigint;
alter table log add column if not exists readable bigint;

alter table session add column if not exists recovered int not null default 0;
alter table session add column if not exists verified_at bigint;
alter table session add column if not exists damaged_at bigint;
alter table session add column if not exists readable bigint;

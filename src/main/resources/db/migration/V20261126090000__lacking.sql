-- DERIVED, written by the catalogue alone.

-- Entries of older versions of a log that the current one does not have.
alter table log add column if not exists lacking int default 0 not null;
alter table session add column if not exists rewritten boolean default false not null;
update session set rewritten = true where versions > 1;

-- Of the tokens written to caches those that are kept for an hour.
alter table session add column if not exists tokens_w1h bigint default 0 not null;

-- Sessions that are called the same.
create index if not exists session_list_by_title on session_list (title_key);

-- DERIVED, written by the catalogue alone: copies; the truth is in own/.

-- When it is purged, epoch milliseconds; null: it is not in the trash. hidden of session_list: hidden, or in the trash.
alter table label_copy add column if not exists trash_until bigint;
alter table session add column if not exists trash_until bigint;

-- What rules of retention go by beside session_list: a table of its own, because to alter that one takes half a minute with 100,000 sessions.
-- source_at: file time of the log, null: it is gone. verified: all of it was read back in the vault; damaged: some of it cannot be.
create table if not exists session_retained (
  id         bigint not null primary key,
  trashed    boolean not null,
  source_at  bigint,
  verified   boolean not null,
  damaged    boolean not null
);
merge into session_retained (id, trashed, source_at, verified, damaged) key (id) select id, false, source_at, verified_at is not null, damaged_at is not null from session;
create index if not exists session_list_by_expiry on session_list (expires_at, protection);

-- DERIVED, written by the catalogue alone: copies; the truth is in own/.

-- When it is purged, epoch milliseconds; null: it is not in the trash. hidden of session_list: hidden, or in the trash.
alter table label_copy add column if not exists trash_until bigint;
alter table session add column if not exists trash_until bigint;
alter table session_list add column if not exists trashed boolean default false not null;
create index if not exists session_list_by_expiry on session_list (expires_at, protection);

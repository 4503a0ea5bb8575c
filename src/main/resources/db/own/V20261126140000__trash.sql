-- AUTHORED: since when and until when it is in the trash (epoch milliseconds), by whom, and whether the CLI's copy went with it.
alter table label add column if not exists trashed_at bigint;
alter table label add column if not exists trashed_until bigint;
alter table label add column if not exists trashed_by varchar(600);
alter table label add column if not exists trashed_source boolean not null default false;

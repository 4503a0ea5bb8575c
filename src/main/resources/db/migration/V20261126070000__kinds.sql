-- DERIVED, written by the catalogue alone.

-- The team that it works in; the scheduled task whose run it is, and of the last run how many there are; flags of its command line, a word a line.
alter table session add column if not exists team varchar(200);
alter table session add column if not exists task varchar(200);
alter table session add column if not exists runs int default 0 not null;
alter table session add column if not exists flags varchar(8000) default '' not null;
create index if not exists session_by_task on session (task, project_dir);
create index if not exists session_by_team on session (team);
create index if not exists session_by_continued_in on session (continued_in);

-- In the list by default.
alter table session_list add column if not exists listed boolean default false not null;
update session_list set listed = kind = 'interactive';
create index if not exists session_list_by_listed on session_list (listed, hidden, last_at desc, native_id desc);
drop index if exists session_list_by_kind;

-- AUTHORED: what changed nothing of what is written here cannot be taken back by writing here.
alter table activity add column if not exists undoable boolean not null default true;

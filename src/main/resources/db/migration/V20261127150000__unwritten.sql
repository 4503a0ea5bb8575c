-- DERIVED, written by the catalogue alone.

-- Prompts of the CLI's own history, later than all of the log: how many, since when, the last one, and their words.
alter table session_trouble add column if not exists unwritten int default 0 not null;
alter table session_trouble add column if not exists unwritten_since bigint;
alter table session_trouble add column if not exists unwritten_last bigint;
alter table session_trouble add column if not exists words varchar(8000);
-- What the client's registry says of a process that is gone and of which no log was ever seen: as JSON.
alter table session_trouble add column if not exists registered varchar(4000);

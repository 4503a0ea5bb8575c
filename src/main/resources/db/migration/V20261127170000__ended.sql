-- Directory of the project that a session ended in, where it is another one than it began in (/cd). DERIVED, written by the catalogue alone.
alter table session_trouble add column if not exists ended_dir varchar(1000);
create index if not exists session_trouble_by_ended on session_trouble (ended_dir);

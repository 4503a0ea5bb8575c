-- Logs of one session of which none has all of it: the parts of one conversation, in order, as JSON. DERIVED, written by the catalogue alone.
alter table session_trouble add column if not exists halves varchar(4000);

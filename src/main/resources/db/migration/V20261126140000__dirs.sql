-- DERIVED, written by the catalogue alone.

-- Directories of a session in lower case, beside its words: to look for them in the wide rows took four seconds of 100,000 sessions.
alter table session_words add column if not exists dirs varchar(6000) not null default '';
update session_words w set dirs = (select lower(concat_ws(chr(10), s.cwd, s.project_dir)) from session s where s.id = w.id) where dirs = '';

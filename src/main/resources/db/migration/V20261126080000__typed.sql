-- DERIVED, written by the catalogue alone.

-- With what was pasted into it; local: only a command for the client itself.
alter table typed_prompt alter column text varchar(8000);
alter table typed_prompt add column if not exists local boolean default false not null;

-- Whether the vault has a text of it that a person exported and gave: its words are found. DERIVED, written by the catalogue alone.
alter table session_trouble add column if not exists rescued boolean default false not null;
merge into session_trouble (id, rescued) key (id)
    select distinct session_id, true from log where kind = 'rescued' and session_id is not null;

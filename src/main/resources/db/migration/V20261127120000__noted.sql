-- Whether somebody wrote a note of it: has:note. DERIVED; filled at the next start, when all labels are taken over.
alter table label_copy add column if not exists noted boolean default false not null;

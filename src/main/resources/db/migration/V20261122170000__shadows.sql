-- DERIVED, written by intake alone.

-- shadow: another log speaks for the same session or sub-agent (a copy in another home, or at the place it was moved from).
-- description: what a sub-agent was told to do, from the file beside its log.
alter table log add column if not exists shadow boolean not null default false;
alter table log add column if not exists description varchar(400);

-- One row. due: something was stored since copies of messages were last settled; a crash in between must not hide that.
create table if not exists settling (due boolean not null);
insert into settling (due) select false where not exists (select 1 from settling);

create index if not exists title_of_by_leaf on title_of (leaf);
create index if not exists title_of_by_owner on title_of (owner);

-- DERIVED, written by the catalogue alone.

-- What is seen of a session's process: live (the registry names it, and it is there), unseen (in another container or on another machine), writing (its log grows). Null: nothing.
alter table session add column if not exists presence varchar(20);
-- What its client says it does: waiting, idle, busy.
alter table session add column if not exists status varchar(20);
alter table session add column if not exists waiting_for varchar(100);
alter table session drop column if exists live;

-- The rule for a state stands in catalogue.States.
alter table session_list add column if not exists state varchar(20) default 'ended' not null;
alter table session_list add column if not exists status varchar(20);
update session_list l set state = (select case when s.presence = 'live' then 'live' when s.protection in ('lost', 'only-subagents') then 'unknown' when s.ending = 'mid-turn' and s.continued_in is null then 'interrupted' else 'ended' end from session s where s.id = l.id);
alter table session_list drop column if exists live;
alter table session_list drop column if exists ending;

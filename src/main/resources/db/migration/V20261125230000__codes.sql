-- DERIVED, written by the catalogue alone.

-- Stable codes in the place of positions in an enumeration.
alter table session alter column kind set data type varchar(20);
update session set kind = case kind when '0' then 'interactive' when '1' then 'headless' when '2' then 'internal' when '3' then 'empty' else kind end;
alter table session alter column ending set data type varchar(20);
update session set ending = case ending when '0' then 'clean' when '1' then 'answered' when '2' then 'no-exit' when '3' then 'mid-turn' when '4' then 'empty' else ending end;
alter table session alter column protection set data type varchar(20);
update session set protection = case protection when '0' then 'kept' when '1' then 'importing' when '2' then 'only-in-vault' when '3' then 'lost' when '4' then 'damaged' else protection end;
alter table log alter column role set data type varchar(20);
update log set role = case role when '0' then 'transcript' when '1' then 'subagent' when '2' then 'history' when '3' then 'sidecar' else role end;

-- duplicate: another log speaks for the same session or sub-agent (a copy in another home, or at the place it was moved from).
-- internal: a sub-agent that the client started for itself (compaction, suggestions).
alter table log alter column if exists shadow rename to duplicate;
alter table log add column if not exists internal boolean not null default false;
update log set internal = true where agent_id like 'acompact-%' or agent_id like 'aprompt!_suggestion-%' escape '!';

-- The title is what its parts say, in one place.
alter table session drop column if exists title;
alter table session add column if not exists title varchar(400) not null generated always as (coalesce(nullif(trim(custom_title), ''), nullif(trim(ai_title), ''), nullif(trim(summary), ''), nullif(trim(first_prompt), ''), native_id));

-- DERIVED: what a session is about where nobody gave it a title.
alter table session add column if not exists topic varchar(400);
alter table session drop column if exists title;
alter table session add column if not exists title varchar(400) not null generated always as (coalesce(name, nullif(trim(custom_title), ''), nullif(trim(ai_title), ''), nullif(trim(summary), ''), nullif(trim(topic), ''), nullif(trim(first_prompt), ''), native_id));

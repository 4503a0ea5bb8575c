-- DERIVED, written by the catalogue alone.

-- A copy of what people wrote, so that filters and orders of the list stay one statement; the truth is in own/.
create table if not exists label_copy (
  agent      varchar(20)  not null,
  native_id  varchar(100) not null,
  name       varchar(200),
  tags       varchar(10000) not null,
  pinned     boolean not null,
  hidden     boolean not null,
  hold       boolean not null,
  primary key (agent, native_id)
);

-- tags: each between line feeds.
alter table session add column if not exists name varchar(200);
alter table session add column if not exists tags varchar(10000) not null default '';
alter table session add column if not exists pinned boolean not null default false;
alter table session add column if not exists hidden boolean not null default false;
alter table session add column if not exists hold boolean not null default false;
create index if not exists session_by_name on session (name);

alter table session drop column if exists title;
alter table session add column if not exists title varchar(400) not null generated always as (coalesce(name, nullif(trim(custom_title), ''), nullif(trim(ai_title), ''), nullif(trim(summary), ''), nullif(trim(first_prompt), ''), native_id));

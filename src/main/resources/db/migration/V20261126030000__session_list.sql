-- DERIVED, written by the catalogue alone.

-- What the list filters, sorts and counts by: a narrow copy of session, so that looking at all rows is cheap. parts: criteria.Part, a bit each.
create table if not exists session_list (
  id             bigint not null primary key,
  agent          varchar(20)  not null,
  native_id      varchar(100) not null,
  kind           varchar(20)  not null,
  last_at        bigint       not null,
  started_at     bigint       not null,
  expires_at     bigint,
  live           boolean      not null,
  ending         varchar(20)  not null,
  protection     varchar(20)  not null,
  named          boolean      not null,
  pinned         boolean      not null,
  hidden         boolean      not null,
  hold           boolean      not null,
  turns          int          not null,
  bytes          bigint       not null,
  tokens         bigint       not null,
  lines          int          not null,
  files_touched  int          not null,
  failures       int          not null,
  subagents      int          not null,
  parts          int          not null,
  title_key      varchar(80)  not null,
  project        varchar(200) not null,
  project_dir    varchar(1000) not null,
  branch         varchar(400),
  models         varchar(1000) not null
);
create index if not exists session_list_by_kind on session_list (kind, hidden, last_at desc, native_id desc);
drop index if exists session_by_kind;
drop index if exists session_by_activity;
drop index if exists session_by_project;

merge into session_list (id, agent, native_id, kind, last_at, started_at, expires_at, live, ending, protection, named, pinned, hidden, hold, turns, bytes, tokens, lines, files_touched, failures, subagents, parts, title_key, project, project_dir, branch, models) key (id)
  select id, agent, native_id, kind, last_at, coalesce(started_at, 0), expires_at, live, ending, protection, name is not null or custom_title is not null, pinned, hidden, hold, turns, bytes, tokens, lines, files_touched, failures, subagents,
  case when images > 0 then 1 else 0 end + case when failures > 0 then 2 else 0 end + case when subagents > 0 then 4 else 0 end + case when pr_url is not null then 8 else 0 end + case when forked_from is not null then 16 else 0 end + case when files_touched > 0 then 32 else 0 end + case when compactions > 0 then 64 else 0 end + case when versions > 1 then 128 else 0 end + case when tags <> '' then 256 else 0 end,
  left(lower(title), 80), project, project_dir, branch, models from session;

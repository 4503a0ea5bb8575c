-- DERIVED. What the bytes of a log are (agent.Volume); a table of its own, because it is asked for seldom and log is large.
create table if not exists log_volume (
  log_id     bigint not null primary key,
  messages   bigint not null,
  results    bigint not null,
  images     bigint not null,
  signatures bigint not null,
  progress   bigint not null
);

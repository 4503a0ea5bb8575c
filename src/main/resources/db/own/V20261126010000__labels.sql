-- AUTHORED: only people change it. Keyed by agent and native id: no row of the catalogue is needed.

create table if not exists label (
  agent      varchar(20)  not null,
  native_id  varchar(100) not null,
  name       varchar(200),
  pinned     boolean not null default false,
  hidden     boolean not null default false,
  hold       boolean not null default false,
  primary key (agent, native_id)
);
create unique index if not exists label_by_name on label (name);

create table if not exists label_tag (
  agent      varchar(20)  not null,
  native_id  varchar(100) not null,
  tag        varchar(100) not null,
  primary key (agent, native_id, tag)
);
create index if not exists label_tag_by_tag on label_tag (tag);

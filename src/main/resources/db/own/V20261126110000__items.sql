-- AUTHORED: what people arrange besides sessions: saved views, streams, tags, rules, projects. body: JSON, a label.Item.

create table if not exists item (
  kind  varchar(20)   not null,
  id    varchar(1000) not null,
  body  clob          not null,
  primary key (kind, id)
);

-- stream: id of an item, '-' for one that was taken out; tags_off: taken off by a person, each on a line: no rule puts them back.
alter table label add column if not exists stream varchar(40);
alter table label add column if not exists tags_off varchar(10000) not null default '';
alter table activity add column if not exists who varchar(100) not null default 'page';

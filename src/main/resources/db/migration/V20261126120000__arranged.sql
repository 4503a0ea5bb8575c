-- DERIVED, written by the catalogue alone: copies of how people arrange sessions; the truth is in own/.

-- The path of its stream, client-x/billing.
alter table label_copy add column if not exists stream varchar(1000);
alter table session add column if not exists stream varchar(1000);
alter table session_list add column if not exists stream varchar(1000);

-- What a project is shown as: another name, or another project (into_dir) of which it is a part.
create table if not exists project_copy (
  dir      varchar(1000) not null primary key,
  name     varchar(200)  not null,
  into_dir varchar(1000) not null
);
create index if not exists session_by_project_dir on session (project_dir);

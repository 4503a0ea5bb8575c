-- DERIVED. One number for this making of the catalogue: what goes by ids of its rows, such as an index, is void when it is another one.
create table if not exists catalogue_made (id varchar(36) not null primary key);
insert into catalogue_made (id) select cast(random_uuid() as varchar(36)) where not exists (select 1 from catalogue_made);

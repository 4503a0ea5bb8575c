-- DERIVED, written by intake alone.

-- settled_to: rows of api_message up to this id were settled; after a kill only later ones are looked at again.
alter table settling add column if not exists settled_to bigint not null default 0;

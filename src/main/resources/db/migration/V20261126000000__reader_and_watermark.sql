-- DERIVED, written by the catalogue alone.

-- reader: what read the log, and which version of it; another than today's: it is read again. Null: one that did not say.
-- watermark: grows with every batch of entries that is stored, over all logs; what follows the catalogue asks what came later.
alter table log add column if not exists reader varchar(60);
alter table log add column if not exists watermark bigint not null default 0;

-- DERIVED, written by intake alone. Settling looks only at what is new: a summary's leaf and a shared message are found by index.

create index if not exists entry_by_uuid on entry (uuid);

-- Messages that stand in more than one log, and the sessions that have them.
create table if not exists shared_message (
  session_id  bigint not null,
  msg         bigint not null,
  primary key (session_id, msg)
);

-- Sessions whose logs hold the leaf that some summary names.
create table if not exists leaf_place (
  session_id  bigint not null,
  leaf        uuid   not null,
  primary key (session_id, leaf)
);

-- Fills both at the next start.
update settling set due = true;

-- DERIVED, written by intake alone. Settling looks only at what is new: a summary's leaf and a shared message are found by index.

-- Which uuids the entries of a main log have, as Bloom filters of 1,024 each: an index of random keys was two thirds of the
-- catalogue. The entries lie between first_seq and last_seq of the log.
create table if not exists uuid_filter (
  log_id     bigint not null,
  first_seq  int    not null,
  last_seq   int    not null,
  uuids      int    not null,
  bits       varbinary(2048) not null,
  primary key (log_id, first_seq)
);

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

-- DERIVED, written by the catalogue alone.

-- What the words of a query are looked for in, in lower case: beside the wide rows of session, so that looking through all is cheap.
create table if not exists session_words (
  id     bigint  not null primary key,
  words  varchar(8000) not null
);

-- After how long without a write the CLI of this home deletes a log, as its settings say; null: never, or not known.
alter table log_home add column if not exists sweep_millis bigint;
-- When it may delete the log of this session.
alter table session add column if not exists expires_at bigint;

alter table session add column if not exists tokens bigint not null generated always as (tokens_in + tokens_read + tokens_write + tokens_out);
alter table session add column if not exists lines int not null generated always as (lines_added + lines_removed);

merge into session_words (id, words) key (id) select id, left(lower(concat_ws(chr(10), title, first_prompt, last_prompt, project_dir, branch, native_id, top_file, replace(trim(tags), chr(10), ' '))), 8000) from session;

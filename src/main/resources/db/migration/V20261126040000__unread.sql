-- DERIVED. Columns that nobody reads.
alter table session drop column if exists slug;
alter table session drop column if exists session_kind;
alter table session drop column if exists changed_at;
alter table api_message drop column if exists searches;

-- DERIVED, written by intake alone. The list reads an index: counts by kind, a page after a cursor, a session by its id alone.

create index if not exists session_by_kind on session (kind, last_at desc, native_id desc);
create index if not exists session_by_native on session (native_id);

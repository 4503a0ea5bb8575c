-- Why a session is not being saved stands where it waits for. DERIVED, written by the catalogue alone.
alter table session alter column waiting_for varchar(200);

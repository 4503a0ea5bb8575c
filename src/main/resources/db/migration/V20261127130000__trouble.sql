-- What is wrong with a conversation; only sessions with something have a row. DERIVED, written by the catalogue alone.
create table if not exists session_trouble (
    id bigint primary key,
    -- The last prompts all got the same API error: as JSON.
    stuck varchar(4000)
);

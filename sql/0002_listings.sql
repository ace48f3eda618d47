-- Rows for look-ups and lists, written in the transaction of the events that change them.

-- Text as people search and sort it: no case, no accents. Equal everywhere, whatever the database's collation.
CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'));

CREATE TABLE services (
    id         text COLLATE "C" PRIMARY KEY,
    code       text COLLATE "C" NOT NULL CONSTRAINT services_code_key UNIQUE,
    room       text COLLATE "C" NOT NULL,
    title      text NOT NULL,
    state      text COLLATE "C" NOT NULL CHECK (state IN ('scheduled', 'live', 'ended', 'deleted')),
    created_at timestamptz NOT NULL,
    starts_at  timestamptz,
    ended_at   timestamptz,
    wake_at    timestamptz,
    search     text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_text(title)) STORED
);
-- A room belongs to one service at a time; an ended service gives it free.
CREATE UNIQUE INDEX services_room_key ON services (room) WHERE state NOT IN ('ended', 'deleted');
CREATE INDEX services_by_room ON services (room, created_at);
CREATE INDEX services_newest ON services (created_at DESC, id DESC) WHERE state <> 'deleted';
CREATE INDEX services_wake ON services (wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE churches (
    id          text COLLATE "C" PRIMARY KEY,
    name        text NOT NULL,
    city        text NOT NULL,
    link_key    text COLLATE "C" NOT NULL CONSTRAINT churches_link_key_key UNIQUE,
    revoked     boolean NOT NULL,
    trusted     boolean NOT NULL,
    deleted     boolean NOT NULL,
    external_id text,
    created_at  timestamptz NOT NULL,
    sort_name   text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_text(name)) STORED,
    -- One field a line, so that no search matches across two of them.
    search      text COLLATE "C" NOT NULL GENERATED ALWAYS AS
                (fold_text(name || chr(10) || city || chr(10) || coalesce(external_id, ''))) STORED
);
CREATE INDEX churches_by_name ON churches (sort_name, id) WHERE NOT deleted;

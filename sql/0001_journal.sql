-- The journal is the truth; every other table can be made again from it.
CREATE TABLE events (
    stream   text COLLATE "C" NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    type     text NOT NULL,
    at       timestamptz NOT NULL,
    by       text NOT NULL,
    data     jsonb NOT NULL,
    -- The guard against two writers: the second one to write a revision loses.
    CONSTRAINT events_pkey PRIMARY KEY (stream, revision)
);

-- A hole in a stream would make its state a lie: a writer that decided on a revision which is not there
-- (lost with an old backup, or refused a moment ago) is refused as well.
CREATE FUNCTION refuse_gap() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the stream does not reach the expected revision' USING ERRCODE = 'VW001';
END $$;

-- Folded state, kept to save time only.
CREATE TABLE snapshots (
    stream   text COLLATE "C" PRIMARY KEY,
    revision bigint NOT NULL,
    format   integer NOT NULL,
    data     bytea NOT NULL
);

-- Small documents that belong to no actor: users, API keys, generated secrets.
CREATE TABLE documents (
    kind    text COLLATE "C" NOT NULL,
    key     text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    data    bytea NOT NULL,
    PRIMARY KEY (kind, key)
);

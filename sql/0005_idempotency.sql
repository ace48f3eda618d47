-- Answers to requests that a caller may send again under the same Idempotency-Key. Kept a day; losing them costs a caller
-- only the second look.
CREATE TABLE idempotency (
    scope      text COLLATE "C" NOT NULL,
    key        text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
    -- Hash of the request: the same key with another one is the caller's mistake.
    request    bytea NOT NULL,
    -- Who works on it, and since when: a process that died leaves it to the next one to ask.
    claim      uuid NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    -- Null while the work goes on.
    status     integer,
    body       bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_oldest ON idempotency (created_at);

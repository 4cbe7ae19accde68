-- A projection parks what its handler cannot take, is slowed, is replayed in place, and says when it stands still.

ALTER TABLE checkpoints ADD COLUMN goal INTEGER NOT NULL DEFAULT 0;           -- of a replay in place: until here the rows are not whole
ALTER TABLE checkpoints ADD COLUMN per_second INTEGER NOT NULL DEFAULT 0;     -- at most so many positions a second of model time; 0: no limit
ALTER TABLE checkpoints ADD COLUMN slow_from INTEGER NOT NULL DEFAULT 0;      -- the position and …
ALTER TABLE checkpoints ADD COLUMN slow_since INTEGER NOT NULL DEFAULT 0;     -- … the model time from which they are counted
ALTER TABLE checkpoints ADD COLUMN still_since INTEGER NOT NULL DEFAULT 0;    -- stands still though there is work since then; 0: it does not
ALTER TABLE checkpoints ADD COLUMN still_why TEXT NOT NULL DEFAULT '';

-- Until now nothing was ever written to it.
DROP TABLE dead_letters;

-- An event that a projection could not take, and what waits behind it.
CREATE TABLE dead_letters (
    id INTEGER PRIMARY KEY,
    projection TEXT NOT NULL,           -- as in checkpoints: a rebuild parks for itself
    position INTEGER NOT NULL,
    event_id BLOB NOT NULL CHECK (length(event_id) = 16),
    aggregate_id BLOB NOT NULL CHECK (length(aggregate_id) = 16),
    aggregate_type TEXT NOT NULL,
    event_type TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('retrying', 'parked', 'skipped')),
    behind INTEGER NOT NULL DEFAULT 0,  -- the position of the parked event that it waits for; 0: it failed itself
    error TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    rule INTEGER NOT NULL DEFAULT 0,    -- the fault that poisoned it; 0: the handler refused it by itself
    parked_at INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT '',    -- why it was skipped
    decided_at INTEGER NOT NULL DEFAULT 0,
    UNIQUE (projection, position)
);

-- "The third match" of a poison rule, as each projection counts for itself.
CREATE TABLE poison_counts (
    projection TEXT NOT NULL,
    rule INTEGER NOT NULL,
    matched INTEGER NOT NULL,
    fired INTEGER NOT NULL,
    PRIMARY KEY (projection, rule)
) WITHOUT ROWID;

-- What an operator decided. The rows of a read model can be drawn from the log again; this cannot.
CREATE TABLE projection_decisions (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    projection TEXT NOT NULL,
    action TEXT NOT NULL,
    stream BLOB,
    position INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX idx_projection_decisions_projection ON projection_decisions(projection, seq);
CREATE TRIGGER projection_decisions_refuse_update BEFORE UPDATE ON projection_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only: UPDATE refused');
END;
CREATE TRIGGER projection_decisions_refuse_delete BEFORE DELETE ON projection_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only: DELETE refused');
END;

-- The way in: every wish of a person, a workload or an importer is recorded with its model time before it leaves, so that a
-- session can be replayed and nothing is lost on a restart.

CREATE TABLE inputs (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    message_id BLOB NOT NULL UNIQUE CHECK (length(message_id) = 16),
    correlation_id BLOB NOT NULL,
    name TEXT NOT NULL,
    target TEXT NOT NULL,
    actor TEXT NOT NULL,
    data TEXT NOT NULL,
    expected_version INTEGER,
    due_at INTEGER NOT NULL,
    second_due_at INTEGER,
    fault TEXT,
    fault_reason TEXT,
    fault_rule INTEGER,
    down_for INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX idx_inputs_due ON inputs(target, due_at);
CREATE INDEX idx_inputs_second ON inputs(target, second_due_at) WHERE second_due_at IS NOT NULL;
CREATE INDEX idx_inputs_actor ON inputs(actor, seq);

-- Generators of inputs (shop, workload, timeline, import) and how far each has come.
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    bookmark TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE fault_rules (
    id INTEGER PRIMARY KEY,
    rule TEXT NOT NULL,
    armed INTEGER NOT NULL DEFAULT 1 CHECK (armed IN (0, 1))
);
CREATE TABLE fault_counts (
    rule INTEGER PRIMARY KEY,
    matched INTEGER NOT NULL,
    fired INTEGER NOT NULL
);

-- The orchestrator's own tables. Every transition is committed here before its message leaves.

CREATE TABLE sagas (
    saga_id TEXT PRIMARY KEY,
    ordinal INTEGER NOT NULL UNIQUE, -- the n-th saga of the workspace
    type TEXT NOT NULL,
    definition_version INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'started' CHECK (status IN ('started', 'completed', 'compensating', 'failed')),
    stuck INTEGER NOT NULL DEFAULT 0 CHECK (stuck IN (0, 1)),
    order_id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    correlation_id BLOB NOT NULL,
    error TEXT,
    started_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE INDEX idx_sagas_status ON sagas(status);
CREATE INDEX idx_sagas_order ON sagas(order_id);
CREATE INDEX idx_sagas_correlation ON sagas(correlation_id);

CREATE TABLE saga_steps (
    saga_id TEXT NOT NULL REFERENCES sagas(saga_id) ON DELETE CASCADE,
    step_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'running', 'completed', 'failed', 'compensating', 'compensated', 'skipped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    wake_at INTEGER, -- the deadline of the running attempt, or the time of the next one
    PRIMARY KEY (saga_id, step_id)
) WITHOUT ROWID;
CREATE INDEX idx_saga_steps_wake ON saga_steps(wake_at) WHERE wake_at IS NOT NULL;

-- Every attempt at a step or compensation: what was sent, when it arrives, how it ended. Also the orchestrator's outbox of
-- commands: a delivery is due here until the receiver's bookmark has passed it.
CREATE TABLE saga_attempts (
    saga_id TEXT NOT NULL REFERENCES sagas(saga_id) ON DELETE CASCADE,
    step_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('action', 'compensation')),
    attempt INTEGER NOT NULL,
    message_id BLOB NOT NULL,
    target TEXT NOT NULL,
    command TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    second_due_at INTEGER,
    lost INTEGER NOT NULL DEFAULT 0,
    fault TEXT,
    fault_reason TEXT,
    fault_rule INTEGER,
    down_for INTEGER NOT NULL DEFAULT 0,
    deadline_at INTEGER NOT NULL,
    finished_at INTEGER,
    outcome TEXT NOT NULL DEFAULT 'waiting' CHECK (outcome IN ('waiting', 'done', 'refused', 'error', 'timeout')),
    error TEXT,
    next_retry_at INTEGER,
    PRIMARY KEY (saga_id, step_id, kind, attempt)
) WITHOUT ROWID;
CREATE INDEX idx_saga_attempts_due ON saga_attempts(target, due_at);
CREATE INDEX idx_saga_attempts_second ON saga_attempts(target, second_due_at) WHERE second_due_at IS NOT NULL;
CREATE INDEX idx_saga_attempts_waiting ON saga_attempts(message_id) WHERE outcome = 'waiting';

CREATE TABLE fault_counts (
    rule INTEGER PRIMARY KEY,
    matched INTEGER NOT NULL,
    fired INTEGER NOT NULL
);

-- What a service that reacts to the events of others keeps, where nobody orchestrates: what it remembers of a business case, what
-- it has to do, and each delivery of that. All of it is written in the service's own transactions.

CREATE TABLE reaction_cases (
    correlation_id BLOB PRIMARY KEY CHECK (length(correlation_id) = 16),
    data TEXT NOT NULL -- fields of earlier events, as later reactions need them
) WITHOUT ROWID;

CREATE TABLE reactions (
    message_id BLOB PRIMARY KEY CHECK (length(message_id) = 16), -- the same for every attempt: the inbox knows it again
    correlation_id BLOB NOT NULL,
    step TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('action', 'compensation')),
    command TEXT NOT NULL,
    data TEXT NOT NULL,
    sender TEXT NOT NULL, -- the service whose event caused it
    status TEXT NOT NULL CHECK (status IN ('timer', 'waiting', 'retry', 'done', 'given_up', 'stuck', 'obsolete')),
    attempts INTEGER NOT NULL DEFAULT 0,
    wake_at INTEGER -- when it is delivered again unless it was acknowledged, or when the next attempt is due
) WITHOUT ROWID;
CREATE INDEX idx_reactions_wake ON reactions(wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX idx_reactions_case ON reactions(correlation_id);

-- One delivery: due until the service's bookmark has passed it.
CREATE TABLE reaction_attempts (
    message_id BLOB NOT NULL REFERENCES reactions(message_id),
    attempt INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    second_due_at INTEGER,
    lost INTEGER NOT NULL DEFAULT 0,
    fault TEXT,
    fault_reason TEXT,
    fault_rule INTEGER,
    down_for INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message_id, attempt)
) WITHOUT ROWID;
CREATE INDEX idx_reaction_attempts_due ON reaction_attempts(due_at);
CREATE INDEX idx_reaction_attempts_second ON reaction_attempts(second_due_at) WHERE second_due_at IS NOT NULL;

CREATE TABLE fault_counts (
    rule INTEGER PRIMARY KEY,
    matched INTEGER NOT NULL,
    fired INTEGER NOT NULL
);

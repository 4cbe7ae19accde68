-- What every service's database has beside its own tables: its events, snapshots, outbox, inbox and bookmarks.
-- Rows are lean (integer keys, 16-byte ids, microseconds); the views below show them as the exercise names them.

CREATE TABLE event_types (
    type INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE streams (
    stream INTEGER PRIMARY KEY,
    aggregate_id BLOB NOT NULL UNIQUE CHECK (length(aggregate_id) = 16),
    aggregate_type TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    updated_at INTEGER NOT NULL
);
CREATE INDEX idx_streams_type ON streams(aggregate_type, stream);

CREATE TABLE event_records (
    seq INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams(stream),
    version INTEGER NOT NULL CHECK (version > 0),
    type INTEGER NOT NULL REFERENCES event_types(type),
    event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
    occurred_at INTEGER NOT NULL,
    schema_version INTEGER NOT NULL DEFAULT 1,
    correlation_id BLOB,
    causation_id BLOB,
    actor TEXT NOT NULL,
    note TEXT,
    data TEXT NOT NULL,
    UNIQUE (stream, version)
);

CREATE TRIGGER event_records_refuse_update BEFORE UPDATE ON event_records
BEGIN
    SELECT RAISE(ABORT, 'events are append-only: UPDATE refused');
END;
CREATE TRIGGER event_records_refuse_delete BEFORE DELETE ON event_records
BEGIN
    SELECT RAISE(ABORT, 'events are append-only: DELETE refused');
END;

CREATE TABLE snapshots (
    stream INTEGER NOT NULL REFERENCES streams(stream),
    version INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (stream, version)
) WITHOUT ROWID;

-- One row a transaction: the events first_seq … last_seq leave together.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    cause BLOB -- the message whose handling wrote these events
);
CREATE INDEX idx_outbox_cause ON outbox(cause);
CREATE INDEX idx_outbox_due ON outbox(due_at, id);

-- Answers straight to the sender of a message, beside the log: "this attempt failed" (error), or, where a message came a second
-- time, the events it was answered with before (first_seq … last_seq).
CREATE TABLE replies (
    id INTEGER PRIMARY KEY,
    message_id BLOB NOT NULL,
    attempt INTEGER NOT NULL,
    error TEXT,
    first_seq INTEGER,
    last_seq INTEGER,
    due_at INTEGER NOT NULL
);
CREATE INDEX idx_replies_due ON replies(due_at, id);

CREATE TABLE inbox (
    message_id BLOB PRIMARY KEY CHECK (length(message_id) = 16),
    name TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'conflict', 'malformed', 'failed')),
    receipt TEXT NOT NULL
) WITHOUT ROWID;

-- How far this database has come with each source; written in the transaction of the effect.
CREATE TABLE bookmarks (
    source TEXT PRIMARY KEY,
    position INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL DEFAULT 0,
    key BLOB
) WITHOUT ROWID;

CREATE VIEW aggregates AS
    SELECT lower(substr(hex(aggregate_id), 1, 8) || '-' || substr(hex(aggregate_id), 9, 4) || '-' || substr(hex(aggregate_id), 13, 4) || '-' ||
                 substr(hex(aggregate_id), 17, 4) || '-' || substr(hex(aggregate_id), 21)) AS aggregate_id,
           aggregate_type, version,
           strftime('%Y-%m-%dT%H:%M:%S', updated_at / 1000000, 'unixepoch') || printf('.%06dZ', updated_at % 1000000) AS updated_at
    FROM streams;

CREATE VIEW events AS
    SELECT lower(substr(hex(r.event_id), 1, 8) || '-' || substr(hex(r.event_id), 9, 4) || '-' || substr(hex(r.event_id), 13, 4) || '-' ||
                 substr(hex(r.event_id), 17, 4) || '-' || substr(hex(r.event_id), 21)) AS event_id,
           lower(substr(hex(s.aggregate_id), 1, 8) || '-' || substr(hex(s.aggregate_id), 9, 4) || '-' || substr(hex(s.aggregate_id), 13, 4) || '-' ||
                 substr(hex(s.aggregate_id), 17, 4) || '-' || substr(hex(s.aggregate_id), 21)) AS aggregate_id,
           s.aggregate_type, t.name AS event_type, r.data AS event_data,
           strftime('%Y-%m-%dT%H:%M:%S', r.occurred_at / 1000000, 'unixepoch') || printf('.%06dZ', r.occurred_at % 1000000) AS occurred_at,
           r.version, r.schema_version,
           lower(hex(r.correlation_id)) AS correlation_id, lower(hex(r.causation_id)) AS causation_id, r.actor,
           '00-' || lower(hex(r.correlation_id)) || '-' || lower(substr(hex(r.event_id), 17)) || '-01' AS traceparent, r.note
    FROM event_records r JOIN streams s USING (stream) JOIN event_types t USING (type);

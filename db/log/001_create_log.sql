-- The central log: what all services published, in one gap-free order. Written by the relay alone.

CREATE TABLE event_types (
    type INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE log_services (
    service INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE log_streams (
    stream INTEGER PRIMARY KEY,
    aggregate_id BLOB NOT NULL UNIQUE CHECK (length(aggregate_id) = 16),
    aggregate_type TEXT NOT NULL,
    service INTEGER NOT NULL REFERENCES log_services(service),
    version INTEGER NOT NULL
);
CREATE INDEX idx_log_streams_type ON log_streams(aggregate_type, aggregate_id);

CREATE TABLE log_records (
    position INTEGER PRIMARY KEY CHECK (position > 0),
    stream INTEGER NOT NULL REFERENCES log_streams(stream),
    version INTEGER NOT NULL,
    type INTEGER NOT NULL REFERENCES event_types(type),
    service INTEGER NOT NULL REFERENCES log_services(service),
    event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
    occurred_at INTEGER NOT NULL,
    appended_at INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    correlation_id BLOB,
    causation_id BLOB,
    actor TEXT NOT NULL,
    note TEXT,
    data TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32), -- SHA-256 over the hash before and this row: the chain that verify checks
    UNIQUE (stream, version)
);
CREATE INDEX idx_log_type ON log_records(type, position);
CREATE INDEX idx_log_service ON log_records(service, position);
CREATE INDEX idx_log_correlation ON log_records(correlation_id, position);
CREATE INDEX idx_log_causation ON log_records(causation_id, position);
CREATE INDEX idx_log_appended_at ON log_records(appended_at, position);
CREATE INDEX idx_log_type_occurred_at ON log_records(type, occurred_at);
CREATE INDEX idx_log_note ON log_records(position) WHERE note IS NOT NULL;

CREATE TRIGGER log_records_refuse_update BEFORE UPDATE ON log_records
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: UPDATE refused');
END;
CREATE TRIGGER log_records_refuse_delete BEFORE DELETE ON log_records
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: DELETE refused');
END;

-- How far the relay has come with each outbox, in the order (due_at, id): what is beyond it is still on its way.
CREATE TABLE relay_bookmarks (
    service TEXT PRIMARY KEY,
    due_at INTEGER NOT NULL DEFAULT 0,
    outbox_id INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE VIEW events AS
    SELECT r.position,
           lower(substr(hex(r.event_id), 1, 8) || '-' || substr(hex(r.event_id), 9, 4) || '-' || substr(hex(r.event_id), 13, 4) || '-' ||
                 substr(hex(r.event_id), 17, 4) || '-' || substr(hex(r.event_id), 21)) AS event_id,
           lower(substr(hex(s.aggregate_id), 1, 8) || '-' || substr(hex(s.aggregate_id), 9, 4) || '-' || substr(hex(s.aggregate_id), 13, 4) || '-' ||
                 substr(hex(s.aggregate_id), 17, 4) || '-' || substr(hex(s.aggregate_id), 21)) AS aggregate_id,
           s.aggregate_type, t.name AS event_type, r.data AS event_data,
           strftime('%Y-%m-%dT%H:%M:%S', r.occurred_at / 1000000, 'unixepoch') || printf('.%06dZ', r.occurred_at % 1000000) AS occurred_at,
           r.version, r.schema_version, v.name AS service,
           lower(hex(r.correlation_id)) AS correlation_id, lower(hex(r.causation_id)) AS causation_id, r.actor,
           '00-' || lower(hex(r.correlation_id)) || '-' || lower(substr(hex(r.event_id), 17)) || '-01' AS traceparent, r.note
    FROM log_records r JOIN log_streams s USING (stream) JOIN event_types t USING (type) JOIN log_services v ON v.service = r.service;

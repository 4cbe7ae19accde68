-- What a person breaks and mends while the platform runs has its model time, so that a session can be replayed and branched.
ALTER TABLE fault_rules ADD COLUMN armed_at INTEGER;    -- NULL: from the start
ALTER TABLE fault_rules ADD COLUMN disarmed_at INTEGER; -- NULL: still armed

-- The pitfall switches: each stretch of model time in which one was on.
CREATE TABLE pitfalls (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    on_at INTEGER NOT NULL,
    off_at INTEGER -- NULL: still on
);

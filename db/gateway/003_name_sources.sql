-- Which generator an input came from (empty: a person), so that a branch can tell what it must replay from what it makes anew.
ALTER TABLE inputs ADD COLUMN source TEXT NOT NULL DEFAULT '';
CREATE INDEX idx_inputs_source ON inputs(source, seq);

-- What a what-if branch does otherwise than its parent.
CREATE TABLE amendments (
    id BLOB PRIMARY KEY CHECK (length(id) = 16), -- of the event or of the command's message
    kind TEXT NOT NULL CHECK (kind IN ('skip_event', 'skip_command', 'amend_command')),
    data TEXT -- the amended command's
) WITHOUT ROWID;

-- The keys of persons: what an event says of a user is encrypted with the key of that user, in the log and in every copy of it.
-- To erase a user is to delete the key. The row stays, without one, so that none is made again.
CREATE TABLE user_keys (
    user_id BLOB PRIMARY KEY NOT NULL CHECK (length(user_id) = 16),
    secret BLOB CHECK (length(secret) = 32),
    made_at INTEGER NOT NULL,
    erased_at INTEGER,
    CHECK ((secret IS NULL) = (erased_at IS NOT NULL))
);

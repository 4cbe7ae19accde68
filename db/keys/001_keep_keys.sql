-- The keys of persons, in each service that tells of them beside the user service: what its events say of a customer is encrypted
-- with such a key, in the log and in every copy of it. Where a user is erased the key goes; the row stays, so that none is made again.
CREATE TABLE user_keys (
    user_id BLOB PRIMARY KEY NOT NULL CHECK (length(user_id) = 16),
    secret BLOB CHECK (length(secret) = 32),
    made_at INTEGER NOT NULL,
    erased_at INTEGER,
    CHECK ((secret IS NULL) = (erased_at IS NOT NULL))
);

-- An operator may hold a saga: answers are taken in, nothing further is sent.
ALTER TABLE sagas ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));

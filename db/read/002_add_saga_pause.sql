-- An operator may hold a saga: it is neither stuck nor does it get on.
ALTER TABLE saga_outcomes ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;

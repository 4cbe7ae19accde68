-- Whether somebody orchestrates, or the services react to each other's events.
ALTER TABLE saga_outcomes ADD COLUMN style TEXT NOT NULL DEFAULT 'orchestration';

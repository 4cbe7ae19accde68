-- Lists of the sagas of one type, and of those that an operator holds.
CREATE INDEX idx_saga_outcomes_type ON saga_outcomes(type, ordinal);
CREATE INDEX idx_saga_outcomes_paused ON saga_outcomes(ordinal) WHERE paused = 1;

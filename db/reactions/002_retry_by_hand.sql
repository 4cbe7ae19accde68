-- An operator may have what is stuck tried again, with a fresh budget: attempts are counted on, and this is how many came before.
ALTER TABLE reactions ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;

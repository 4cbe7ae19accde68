-- Which return of the order a refund is for; none where the whole order was cancelled. One return is refunded once.
ALTER TABLE refunds ADD COLUMN return_id TEXT CHECK (length(return_id) = 36);
CREATE UNIQUE INDEX idx_refunds_return ON refunds(return_id) WHERE return_id IS NOT NULL;

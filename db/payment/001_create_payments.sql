-- The payment service's own tables. The exercise calls this service and never designs it.

-- One row an order that money was asked for. Captured and not yet refunded: captured - refunded.
CREATE TABLE payments (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    order_id TEXT UNIQUE NOT NULL CHECK (length(order_id) = 36), -- an order of the order service
    customer_id TEXT CHECK (length(customer_id) = 36),
    amount TEXT NOT NULL CHECK (amount GLOB '*[0-9].[0-9][0-9]' AND amount NOT GLOB '*[^0-9.-]*' AND amount NOT GLOB '?*-*'
        AND amount NOT GLOB '*.*.*' AND length(ltrim(amount, '-')) <= 11), -- what was asked for last
    captured TEXT NOT NULL CHECK (captured GLOB '*[0-9].[0-9][0-9]' AND captured NOT GLOB '*[^0-9.-]*' AND captured NOT GLOB '?*-*'
        AND captured NOT GLOB '*.*.*' AND length(ltrim(captured, '-')) <= 13),
    refunded TEXT NOT NULL CHECK (refunded GLOB '*[0-9].[0-9][0-9]' AND refunded NOT GLOB '*[^0-9.-]*' AND refunded NOT GLOB '?*-*'
        AND refunded NOT GLOB '*.*.*' AND length(ltrim(refunded, '-')) <= 13),
    currency TEXT NOT NULL DEFAULT 'USD' CHECK (length(currency) <= 3),
    payment_method TEXT CHECK (length(payment_method) <= 50),
    status TEXT NOT NULL CHECK (status IN ('captured', 'declined', 'voided', 'partially_refunded', 'refunded')),
    reason TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP
) WITHOUT ROWID;

-- Money that went back.
CREATE TABLE refunds (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    payment_id TEXT NOT NULL REFERENCES payments(id),
    amount TEXT NOT NULL CHECK (amount GLOB '*[0-9].[0-9][0-9]' AND amount NOT GLOB '*[^0-9.-]*' AND amount NOT GLOB '?*-*'
        AND amount NOT GLOB '*.*.*' AND length(ltrim(amount, '-')) <= 11),
    reason TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP
) WITHOUT ROWID;

CREATE INDEX idx_payments_status ON payments(status);
CREATE INDEX idx_refunds_payment ON refunds(payment_id);

-- Returns of orders. The status of an order stays one of the exercise's; how much of it came back stands beside it.
ALTER TABLE orders ADD COLUMN return_status TEXT CHECK (return_status IN ('partially_returned', 'returned'));

-- One row a return; an order may have many, one after the other.
CREATE TABLE order_returns (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    order_id TEXT NOT NULL REFERENCES orders(id) ON DELETE CASCADE,
    status TEXT NOT NULL CHECK (status IN ('requested', 'taken_back', 'returned', 'rejected')),
    refund_amount TEXT NOT NULL CHECK (refund_amount GLOB '*[0-9].[0-9][0-9]' AND refund_amount NOT GLOB '*[^0-9.-]*'
        AND refund_amount NOT GLOB '?*-*' AND refund_amount NOT GLOB '*.*.*' AND length(ltrim(refund_amount, '-')) <= 11),
    reason TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) WITHOUT ROWID;

-- The units that a return takes from each line of the order, at the price of that line.
CREATE TABLE order_return_items (
    return_id TEXT NOT NULL REFERENCES order_returns(id) ON DELETE CASCADE,
    line INTEGER NOT NULL CHECK (line >= 0), -- of the order's lines, from 0
    product_id TEXT NOT NULL CHECK (length(product_id) = 36),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price TEXT NOT NULL CHECK (unit_price GLOB '*[0-9].[0-9][0-9]' AND unit_price NOT GLOB '*[^0-9.-]*' AND unit_price NOT GLOB '?*-*'
        AND unit_price NOT GLOB '*.*.*' AND length(ltrim(unit_price, '-')) <= 11),
    PRIMARY KEY (return_id, line)
) WITHOUT ROWID;

CREATE INDEX idx_order_returns_order ON order_returns(order_id);

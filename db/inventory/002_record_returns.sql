-- Goods that came back with a return. Until it is closed they are held (reserved): nobody may buy what may have to go back.
CREATE TABLE stock_returns (
    return_id TEXT NOT NULL CHECK (length(return_id) = 36), -- a return of the order service
    order_id TEXT NOT NULL CHECK (length(order_id) = 36),
    product_id TEXT NOT NULL REFERENCES stock_items(product_id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    status TEXT NOT NULL CHECK (status IN ('held', 'stocked', 'withdrawn')),
    PRIMARY KEY (return_id, product_id)
) WITHOUT ROWID;

CREATE INDEX idx_stock_returns_order ON stock_returns(order_id);

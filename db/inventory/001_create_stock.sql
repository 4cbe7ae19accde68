-- The inventory service's own tables. The exercise calls this service and never designs it.

-- What lies in the warehouse, one row a product. Available is on_hand - reserved.
CREATE TABLE stock_items (
    product_id TEXT PRIMARY KEY NOT NULL CHECK (length(product_id) = 36), -- a product of the product service
    sku TEXT NOT NULL CHECK (length(sku) <= 100),
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    reserved INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0 AND reserved <= on_hand),
    is_discontinued INTEGER NOT NULL DEFAULT FALSE CHECK (is_discontinued IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) WITHOUT ROWID;

-- What orders hold or held of a product.
CREATE TABLE stock_reservations (
    order_id TEXT NOT NULL CHECK (length(order_id) = 36), -- an order of the order service
    product_id TEXT NOT NULL REFERENCES stock_items(product_id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    status TEXT NOT NULL DEFAULT 'reserved' CHECK (status IN ('reserved', 'released', 'shipped')),
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (order_id, product_id)
) WITHOUT ROWID;

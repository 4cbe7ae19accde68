-- The order service's own tables.
-- The columns are the exercise's by the nearest type of SQLite: UUID and DECIMAL(p, 2) are checked texts (an amount is exact,
-- with two decimals), JSONB is checked JSON, BOOLEAN is 0 or 1, TIMESTAMP is the model time as an ISO text.

-- One row an order that was created: what its events amount to.
CREATE TABLE orders (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    order_number TEXT UNIQUE NOT NULL CHECK (length(order_number) <= 50),
    customer_id TEXT NOT NULL CHECK (length(customer_id) = 36), -- a user of the user service
    status TEXT DEFAULT 'pending'
        CHECK (status IN ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled')),
    total_amount TEXT NOT NULL CHECK (total_amount GLOB '*[0-9].[0-9][0-9]' AND total_amount NOT GLOB '*[^0-9.-]*' AND total_amount NOT GLOB '?*-*'
        AND total_amount NOT GLOB '*.*.*' AND length(ltrim(total_amount, '-')) <= 11),
    currency TEXT DEFAULT 'USD' CHECK (length(currency) <= 3),
    shipping_address TEXT NOT NULL CHECK (shipping_address IS NULL OR json_valid(shipping_address)),
    billing_address TEXT CHECK (billing_address IS NULL OR json_valid(billing_address)),
    payment_method TEXT CHECK (length(payment_method) <= 50),
    payment_status TEXT DEFAULT 'pending' CHECK (payment_status IN ('pending', 'captured', 'refund_due', 'cancelled')),
    shipping_method TEXT CHECK (length(shipping_method) <= 50),
    tracking_number TEXT CHECK (length(tracking_number) <= 100),
    notes TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP
);

-- The lines of an order, in the order in which they were asked for, with the product's sku and name of that moment.
CREATE TABLE order_items (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    order_id TEXT REFERENCES orders(id) ON DELETE CASCADE CHECK (length(order_id) = 36),
    product_id TEXT NOT NULL CHECK (length(product_id) = 36), -- a product of the product service
    product_sku TEXT NOT NULL CHECK (length(product_sku) <= 100),
    product_name TEXT NOT NULL CHECK (length(product_name) <= 255),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price TEXT NOT NULL CHECK (unit_price GLOB '*[0-9].[0-9][0-9]' AND unit_price NOT GLOB '*[^0-9.-]*' AND unit_price NOT GLOB '?*-*'
        AND unit_price NOT GLOB '*.*.*' AND length(ltrim(unit_price, '-')) <= 11),
    total_price TEXT NOT NULL CHECK (total_price GLOB '*[0-9].[0-9][0-9]' AND total_price NOT GLOB '*[^0-9.-]*' AND total_price NOT GLOB '?*-*'
        AND total_price NOT GLOB '*.*.*' AND length(ltrim(total_price, '-')) <= 11),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP
);

-- Every status an order entered, with the reason where there was one.
CREATE TABLE order_status_history (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    order_id TEXT REFERENCES orders(id) ON DELETE CASCADE CHECK (length(order_id) = 36),
    status TEXT NOT NULL CHECK (length(status) <= 20),
    notes TEXT,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP
);

-- What this service knows of the products, from the product service's events: it never asks.
CREATE TABLE catalogue_replica (
    product_id TEXT PRIMARY KEY NOT NULL CHECK (length(product_id) = 36),
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    price TEXT NOT NULL CHECK (price GLOB '*[0-9].[0-9][0-9]' AND price NOT GLOB '*[^0-9.-]*' AND price NOT GLOB '?*-*'
        AND price NOT GLOB '*.*.*' AND length(ltrim(price, '-')) <= 11),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))
) WITHOUT ROWID;

-- Who may order, from the user service's events; no more about a person than that.
CREATE TABLE customer_replica (
    user_id TEXT PRIMARY KEY NOT NULL CHECK (length(user_id) = 36),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))
) WITHOUT ROWID;

CREATE INDEX idx_orders_customer ON orders(customer_id);
CREATE INDEX idx_orders_status ON orders(status);
CREATE INDEX idx_orders_created_at ON orders(created_at);
CREATE INDEX idx_order_items_order ON order_items(order_id);
CREATE INDEX idx_order_items_product ON order_items(product_id);
CREATE INDEX idx_order_status_history_order ON order_status_history(order_id);

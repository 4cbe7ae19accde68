-- The read models: tables drawn from the log by the projector, and rebuilt from it at any time. Ids are 16 bytes, times
-- microseconds, money decimal text. A table named …_of_… serves only its projection, and is rebuilt with it.

CREATE TABLE checkpoints (
    name TEXT PRIMARY KEY,              -- the projection, or "<projection>__rebuild" while one is made beside the live one
    position INTEGER NOT NULL DEFAULT 0, -- every event up to here has taken effect in the rows, none after it
    at INTEGER NOT NULL DEFAULT 0,       -- when the event at this position reached the log
    row_count INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'live' CHECK (status IN ('live', 'paused', 'failed', 'rebuilding')),
    error TEXT,
    seen INTEGER NOT NULL DEFAULT 0      -- of a rebuild: how far it has read; its rows are written less often
) WITHOUT ROWID;

CREATE TABLE dead_letters (
    id INTEGER PRIMARY KEY,
    projection TEXT NOT NULL,
    position INTEGER NOT NULL,
    event_id BLOB NOT NULL CHECK (length(event_id) = 16),
    aggregate_id BLOB NOT NULL CHECK (length(aggregate_id) = 16),
    event_type TEXT NOT NULL,
    error TEXT NOT NULL,
    parked_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'parked' CHECK (state IN ('parked', 'skipped')),
    reason TEXT,
    UNIQUE (projection, position)
);

CREATE TABLE product_read_model (
    product_id BLOB PRIMARY KEY CHECK (length(product_id) = 16),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    price TEXT NOT NULL,
    category_name TEXT NOT NULL,
    stock_quantity INTEGER NOT NULL,
    is_active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    category_id BLOB,
    sku TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX idx_product_read_model_created_at ON product_read_model(created_at, product_id);
CREATE INDEX idx_product_read_model_category ON product_read_model(category_id, created_at, product_id);

CREATE TABLE categories_of_products (
    category_id BLOB PRIMARY KEY CHECK (length(category_id) = 16),
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE order_read_model (
    order_id BLOB PRIMARY KEY CHECK (length(order_id) = 16),
    order_number TEXT NOT NULL,
    customer_id BLOB NOT NULL,
    customer_name TEXT NOT NULL,
    status TEXT NOT NULL,
    total_amount TEXT NOT NULL,
    item_count INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    payment_status TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX idx_order_read_model_created_at ON order_read_model(created_at, order_id);
CREATE INDEX idx_order_read_model_status ON order_read_model(status, created_at, order_id);
CREATE INDEX idx_order_read_model_customer ON order_read_model(customer_id, created_at, order_id);

CREATE TABLE customers_of_orders (
    customer_id BLOB PRIMARY KEY CHECK (length(customer_id) = 16),
    name TEXT NOT NULL,
    email TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sales_per_day (
    day TEXT PRIMARY KEY,
    orders INTEGER NOT NULL,
    units INTEGER NOT NULL,
    gross TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE orders_of_sales (
    order_id BLOB PRIMARY KEY CHECK (length(order_id) = 16),
    day TEXT NOT NULL,
    units INTEGER NOT NULL,
    gross TEXT NOT NULL,
    counted INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE stock_levels (
    product_id BLOB PRIMARY KEY CHECK (length(product_id) = 16),
    sku TEXT NOT NULL,
    on_hand INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    available INTEGER NOT NULL,
    discontinued INTEGER NOT NULL,
    stock_item_id BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE saga_outcomes (
    saga_id BLOB PRIMARY KEY CHECK (length(saga_id) = 16),
    type TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    order_id BLOB,
    order_number TEXT NOT NULL,
    customer_id BLOB,
    status TEXT NOT NULL,
    stuck INTEGER NOT NULL,
    error TEXT NOT NULL,
    failed_step TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    retrying_since INTEGER NOT NULL,
    steps TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX idx_saga_outcomes_ordinal ON saga_outcomes(ordinal);
CREATE INDEX idx_saga_outcomes_status ON saga_outcomes(status, ordinal);
CREATE INDEX idx_saga_outcomes_stuck ON saga_outcomes(ordinal) WHERE stuck = 1;

CREATE TABLE orders_of_sagas (
    order_id BLOB PRIMARY KEY CHECK (length(order_id) = 16),
    order_number TEXT NOT NULL,
    saga_id BLOB
) WITHOUT ROWID;

-- The product service's own tables.
-- The columns are the exercise's by the nearest type of SQLite: UUID and DECIMAL(p, 2) are checked texts (an amount is exact,
-- with two decimals), JSONB is checked JSON, BOOLEAN is 0 or 1, TIMESTAMP is the model time as an ISO text.

-- The tree of categories.
CREATE TABLE categories (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    description TEXT,
    parent_id TEXT REFERENCES categories(id),
    slug TEXT UNIQUE NOT NULL CHECK (length(slug) <= 100),
    is_active INTEGER DEFAULT TRUE CHECK (is_active IN (0, 1)),
    sort_order INTEGER DEFAULT 0,
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP
);

-- The catalogue. Stock belongs to the inventory service; stock_quantity is what a product command last asked for.
CREATE TABLE products (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    name TEXT NOT NULL CHECK (length(name) <= 255),
    description TEXT,
    sku TEXT UNIQUE NOT NULL CHECK (length(sku) <= 100),
    price TEXT NOT NULL CHECK (price GLOB '*[0-9].[0-9][0-9]' AND price NOT GLOB '*[^0-9.-]*' AND price NOT GLOB '?*-*'
        AND price NOT GLOB '*.*.*' AND length(ltrim(price, '-')) <= 11),
    category_id TEXT REFERENCES categories(id),
    brand TEXT CHECK (length(brand) <= 100),
    weight TEXT CHECK (weight GLOB '*[0-9].[0-9][0-9]' AND weight NOT GLOB '*[^0-9.-]*' AND weight NOT GLOB '?*-*'
        AND weight NOT GLOB '*.*.*' AND length(ltrim(weight, '-')) <= 9),
    dimensions TEXT CHECK (dimensions IS NULL OR json_valid(dimensions)), -- {length, width, height}
    attributes TEXT DEFAULT '{}' CHECK (attributes IS NULL OR json_valid(attributes)), -- color, size, material, etc.
    is_active INTEGER DEFAULT TRUE CHECK (is_active IN (0, 1)),
    stock_quantity INTEGER NOT NULL DEFAULT 0 CHECK (stock_quantity >= 0),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP
);

-- Pictures of a product; at most one is the primary one.
CREATE TABLE product_images (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    product_id TEXT REFERENCES products(id) ON DELETE CASCADE CHECK (length(product_id) = 36),
    image_url TEXT NOT NULL CHECK (length(image_url) <= 500),
    alt_text TEXT CHECK (length(alt_text) <= 255),
    sort_order INTEGER DEFAULT 0,
    is_primary INTEGER DEFAULT FALSE CHECK (is_primary IN (0, 1)),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP
);

-- What users say about a product.
CREATE TABLE product_reviews (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    product_id TEXT REFERENCES products(id) ON DELETE CASCADE CHECK (length(product_id) = 36),
    user_id TEXT NOT NULL CHECK (length(user_id) = 36), -- a user of the user service
    rating INTEGER CHECK (rating >= 1 AND rating <= 5),
    title TEXT CHECK (length(title) <= 255),
    review_text TEXT,
    is_verified_purchase INTEGER DEFAULT FALSE CHECK (is_verified_purchase IN (0, 1)),
    is_approved INTEGER DEFAULT FALSE CHECK (is_approved IN (0, 1)),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_products_category ON products(category_id);
CREATE INDEX idx_products_active ON products(is_active);
CREATE INDEX idx_products_sku ON products(sku);
CREATE INDEX idx_products_price ON products(price);
CREATE INDEX idx_product_images_product ON product_images(product_id);
CREATE INDEX idx_product_reviews_product ON product_reviews(product_id);
CREATE INDEX idx_product_reviews_user ON product_reviews(user_id);
CREATE INDEX idx_product_reviews_rating ON product_reviews(rating);

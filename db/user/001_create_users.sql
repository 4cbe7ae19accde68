-- The user service's own tables.
-- The columns are the exercise's by the nearest type of SQLite: UUID and DECIMAL(p, 2) are checked texts (an amount is exact,
-- with two decimals), JSONB is checked JSON, BOOLEAN is 0 or 1, TIMESTAMP is the model time as an ISO text.

-- People who may sign in. The password's hash (Argon2id) is here and nowhere else; "!" is a hash that no password has.
CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    email TEXT COLLATE NOCASE UNIQUE NOT NULL CHECK (length(email) <= 255),
    password_hash TEXT NOT NULL CHECK (length(password_hash) <= 255),
    first_name TEXT NOT NULL CHECK (length(first_name) <= 100),
    last_name TEXT NOT NULL CHECK (length(last_name) <= 100),
    phone TEXT CHECK (length(phone) <= 20),
    date_of_birth TEXT CHECK (date_of_birth IS date(date_of_birth, '+0 days')),
    is_active INTEGER DEFAULT TRUE CHECK (is_active IN (0, 1)),
    email_verified INTEGER DEFAULT FALSE CHECK (email_verified IN (0, 1)),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP
);

-- What a user says about themself; one row a user, from the first change on.
CREATE TABLE user_profiles (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    user_id TEXT REFERENCES users(id) ON DELETE CASCADE CHECK (length(user_id) = 36),
    bio TEXT,
    avatar_url TEXT CHECK (length(avatar_url) <= 500),
    preferences TEXT DEFAULT '{}' CHECK (preferences IS NULL OR json_valid(preferences)),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP
);

-- The addresses of a user; at most one of each type is the default.
CREATE TABLE user_addresses (
    id TEXT PRIMARY KEY NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
        substr('89ab', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
        CHECK (length(id) = 36),
    user_id TEXT REFERENCES users(id) ON DELETE CASCADE CHECK (length(user_id) = 36),
    address_type TEXT DEFAULT 'home' CHECK (address_type IN ('home', 'work', 'billing')),
    street_address TEXT NOT NULL CHECK (length(street_address) <= 255),
    city TEXT NOT NULL CHECK (length(city) <= 100),
    state TEXT NOT NULL CHECK (length(state) <= 100),
    postal_code TEXT NOT NULL CHECK (length(postal_code) <= 20),
    country TEXT NOT NULL CHECK (length(country) <= 100),
    is_default INTEGER DEFAULT FALSE CHECK (is_default IN (0, 1)),
    created_at TEXT DEFAULT CURRENT_TIMESTAMP,
    updated_at TEXT DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_users_email ON users(email);
CREATE INDEX idx_users_active ON users(is_active);
CREATE INDEX idx_user_profiles_user_id ON user_profiles(user_id);
CREATE INDEX idx_user_addresses_user_id ON user_addresses(user_id);
CREATE INDEX idx_user_addresses_default ON user_addresses(user_id, is_default);

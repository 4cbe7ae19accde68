-- Where nobody orchestrates, the order service numbers what its customers begin: the n-th purchase, confirmation or return.
CREATE TABLE case_numbers (
    ordinal INTEGER PRIMARY KEY,
    order_id BLOB NOT NULL CHECK (length(order_id) = 16),
    command TEXT NOT NULL
);
CREATE INDEX idx_case_numbers_order ON case_numbers(order_id);

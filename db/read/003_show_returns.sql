-- Returns in the read models: beside the sales, on the day they were closed; and beside the status of the order.
ALTER TABLE order_read_model ADD COLUMN return_status TEXT NOT NULL DEFAULT '';
ALTER TABLE order_read_model ADD COLUMN returned_amount TEXT NOT NULL DEFAULT '0.00';
ALTER TABLE sales_per_day ADD COLUMN returns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sales_per_day ADD COLUMN returned_units INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sales_per_day ADD COLUMN returned TEXT NOT NULL DEFAULT '0.00';
ALTER TABLE orders_of_sales ADD COLUMN returned_units INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders_of_sales ADD COLUMN returned TEXT NOT NULL DEFAULT '0.00';

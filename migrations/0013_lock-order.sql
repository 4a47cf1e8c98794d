-- An import used to hold its account's row in cafes while it counted, and nobody could change an order meanwhile. That row
-- comes last now. Lock order: rows of orders, then figures in the order of time, then order_items, then cafes.
-- Whoever counts in the old order, or mends, is waited for.
LOCK TABLE cafes IN SHARE ROW EXCLUSIVE MODE;--> statement-breakpoint

-- Adds the differences to the figures. An account that is being deleted has no row in users any more, and keeps none.
CREATE FUNCTION add_order_differences(differences order_difference[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO order_figures AS figure
  SELECT difference.* FROM unnest(differences) AS difference
  WHERE grain <> 'ever' AND EXISTS (SELECT FROM users WHERE id = user_id)
  ORDER BY user_id, start, grain DESC, currency, category, item
  ON CONFLICT (user_id, currency, grain, start, category, item) DO UPDATE SET
    orders = figure.orders + excluded.orders,
    revenue_cents = figure.revenue_cents + excluded.revenue_cents,
    items_sold = figure.items_sold + excluded.items_sold;

  INSERT INTO order_items AS sold
  SELECT user_id, item, category, sum(orders) FROM unnest(differences)
  WHERE grain = 'ever' AND EXISTS (SELECT FROM users WHERE id = user_id)
  GROUP BY user_id, item, category HAVING sum(orders) <> 0
  ORDER BY user_id, item, category
  ON CONFLICT (user_id, item, category) DO UPDATE SET orders = sold.orders + excluded.orders;
END
$$;--> statement-breakpoint

-- Adds the differences, and then raises the versions of these accounts.
CREATE OR REPLACE FUNCTION apply_order_differences(owners uuid[], differences order_difference[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM add_order_differences(differences);

  INSERT INTO cafes (user_id, version)
  SELECT id, 1 FROM users WHERE id = ANY (owners) ORDER BY id
  ON CONFLICT (user_id) DO UPDATE SET version = cafes.version + 1;
END
$$;--> statement-breakpoint

-- Counts some of the orders that were inserted while "cafe.count_later" was on, in the same transaction. It leaves order_items
-- and the version for the end, because every order of these items waits for them. (count_orders is for the release before.)
CREATE FUNCTION count_imported_orders(ids uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM add_order_differences(ARRAY(
    SELECT ROW (
      user_id, currency, grain, start, part_category, part_item, count(*), sum(total_cents), sum(quantity)
    )::order_difference
    FROM orders, order_parts(deleted_at, status, placed_at, category, item)
    WHERE id = ANY (ids) AND grain <> 'ever'
    GROUP BY user_id, currency, grain, start, part_category, part_item
  ));
END
$$;--> statement-breakpoint

-- Compares an account's figures with its orders and mends them. Returns how many were wrong. Nobody waits for the comparison:
-- it is one statement, in which a change shows with its orders and its figures or not at all, and the difference is added
-- to whatever the figures are by then.
CREATE OR REPLACE FUNCTION mend_order_figures(owner uuid) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  differences order_difference[];
BEGIN
  -- one at a time: two would both add what is missing
  PERFORM pg_advisory_xact_lock(hashtextextended(owner || ' mend_order_figures', 0));

  differences := ARRAY(
    SELECT ROW (
      owner, currency, grain, start, category, item, sum(orders), sum(revenue_cents), sum(items_sold)
    )::order_difference
    FROM (
      SELECT currency, grain, start, part_category AS category, part_item AS item,
        count(*) AS orders, sum(total_cents) AS revenue_cents, sum(quantity) AS items_sold
      FROM orders, order_parts(deleted_at, status, placed_at, category, item)
      WHERE user_id = owner AND grain <> 'ever'
      GROUP BY currency, grain, start, part_category, part_item
      UNION ALL
      SELECT currency, grain, start, category, item, -orders, -revenue_cents, -items_sold
      FROM order_figures WHERE user_id = owner
      UNION ALL
      SELECT '', 'ever', '2000-01-01 00:00+00', category, item, count(*), 0, 0
      FROM orders WHERE user_id = owner AND deleted_at IS NULL GROUP BY category, item
      UNION ALL
      SELECT '', 'ever', '2000-01-01 00:00+00', category, item, -orders, 0, 0
      FROM order_items WHERE user_id = owner
    ) AS compared
    GROUP BY currency, grain, start, category, item
    HAVING sum(orders) <> 0 OR sum(revenue_cents) <> 0 OR sum(items_sold) <> 0
  );

  IF differences <> '{}' THEN PERFORM apply_order_differences(ARRAY[owner], differences); END IF;
  RETURN cardinality(differences);
END
$$;

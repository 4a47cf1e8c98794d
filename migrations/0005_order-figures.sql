-- Whatever changes orders, these triggers follow in the same transaction: the account's version is raised, its figures
-- (order_figures, order_items) take the difference, and whoever listens on the channel "orders" is told.
-- Lock order: rows of orders, then the account's row in cafes, then its figures. Whoever holds the row in cafes is alone
-- with the account's figures, so that writers can neither deadlock over them nor lose a count.

ALTER TABLE cafes SET (fillfactor = 80);--> statement-breakpoint
ALTER TABLE order_figures SET (fillfactor = 80);--> statement-breakpoint

CREATE TYPE order_difference AS (
  user_id uuid, currency text, grain text, start timestamptz, category text, item text,
  orders bigint, revenue_cents numeric, items_sold bigint
);--> statement-breakpoint

-- What one order counts for; the grain "ever" is its row in order_items.
CREATE FUNCTION order_parts(
  deleted_at timestamptz, status text, placed_at timestamptz, category text, item text,
  OUT grain text, OUT start timestamptz, OUT part_category text, OUT part_item text
) RETURNS SETOF record LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT part.*
  FROM (VALUES
    ('day', date_bin('1 day', $3, '2000-01-01 00:00+00'), '', ''),
    ('quarter', date_bin('15 minutes', $3, '2000-01-01 00:00+00'), '', ''),
    ('item-day', date_bin('1 day', $3, '2000-01-01 00:00+00'), $4, $5),
    ('item-quarter', date_bin('15 minutes', $3, '2000-01-01 00:00+00'), $4, $5),
    ('ever', '2000-01-01 00:00+00'::timestamptz, $4, $5)
  ) AS part (grain, start, category, item)
  WHERE $1 IS NULL AND ($2 <> 'refunded' OR part.grain = 'ever')
$$;--> statement-breakpoint

-- Raises the versions of these accounts and adds the differences to their figures. An account that is being deleted has
-- no row in users any more, and keeps none of these either.
CREATE FUNCTION apply_order_differences(owners uuid[], differences order_difference[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO cafes (user_id, version)
  SELECT id, 1 FROM users WHERE id = ANY (owners) ORDER BY id
  ON CONFLICT (user_id) DO UPDATE SET version = cafes.version + 1;

  INSERT INTO order_figures AS figure
  SELECT difference.* FROM unnest(differences) AS difference
  WHERE grain <> 'ever' AND EXISTS (SELECT FROM users WHERE id = user_id)
  ON CONFLICT (user_id, currency, grain, start, category, item) DO UPDATE SET
    orders = figure.orders + excluded.orders,
    revenue_cents = figure.revenue_cents + excluded.revenue_cents,
    items_sold = figure.items_sold + excluded.items_sold;

  INSERT INTO order_items AS sold
  SELECT user_id, item, category, sum(orders) FROM unnest(differences)
  WHERE grain = 'ever' AND EXISTS (SELECT FROM users WHERE id = user_id)
  GROUP BY user_id, item, category HAVING sum(orders) <> 0
  ON CONFLICT (user_id, item, category) DO UPDATE SET orders = sold.orders + excluded.orders;
END
$$;--> statement-breakpoint

-- A notification holds 8,000 bytes: it names the first hundred orders.
CREATE FUNCTION notify_of_orders(owner uuid, change text, ids uuid[]) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('orders', json_build_object(
    'owner', owner, 'change', change, 'ids', ids[1:100], 'count', cardinality(ids)
  )::text)
$$;--> statement-breakpoint

CREATE FUNCTION follow_inserted_or_removed_orders() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  sign int := CASE tg_op WHEN 'DELETE' THEN -1 ELSE 1 END;
  owners uuid[] := ARRAY(SELECT DISTINCT user_id FROM changed WHERE deleted_at IS NULL);
BEGIN
  -- an import counts its orders at its end, so that nobody waits for it meanwhile
  IF owners = '{}' OR current_setting('cafe.count_later', true) = 'on' THEN RETURN NULL; END IF;

  PERFORM apply_order_differences(owners, ARRAY(
    SELECT ROW (
      user_id, currency, grain, start, part_category, part_item,
      sum(sign), sum(sign * total_cents), sum(sign * quantity)
    )::order_difference
    FROM changed, order_parts(deleted_at, status, placed_at, category, item)
    GROUP BY user_id, currency, grain, start, part_category, part_item
  ));

  PERFORM notify_of_orders(user_id, CASE sign WHEN 1 THEN 'created' ELSE 'deleted' END, array_agg(id))
  FROM changed WHERE deleted_at IS NULL GROUP BY user_id;
  RETURN NULL;
END
$$;--> statement-breakpoint

CREATE FUNCTION follow_changed_orders() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  owners uuid[] := ARRAY(
    SELECT user_id FROM before WHERE deleted_at IS NULL UNION SELECT user_id FROM after WHERE deleted_at IS NULL
  );
BEGIN
  IF owners = '{}' THEN RETURN NULL; END IF;

  PERFORM apply_order_differences(owners, ARRAY(
    SELECT ROW (
      user_id, currency, grain, start, part_category, part_item,
      sum(sign), sum(sign * total_cents), sum(sign * quantity)
    )::order_difference
    FROM (
      SELECT -1 AS sign, user_id, currency, total_cents, quantity, deleted_at, status, placed_at, category, item FROM before
      UNION ALL
      SELECT 1, user_id, currency, total_cents, quantity, deleted_at, status, placed_at, category, item FROM after
    ) AS changed, order_parts(deleted_at, status, placed_at, category, item)
    GROUP BY user_id, currency, grain, start, part_category, part_item
    HAVING sum(sign) <> 0 OR sum(sign * total_cents) <> 0 OR sum(sign * quantity) <> 0
  ));

  PERFORM notify_of_orders(after.user_id, CASE WHEN after.deleted_at IS NULL THEN 'changed' ELSE 'deleted' END, array_agg(id))
  FROM before JOIN after USING (id)
  WHERE before.deleted_at IS NULL OR after.deleted_at IS NULL
  GROUP BY after.user_id, after.deleted_at IS NULL;
  RETURN NULL;
END
$$;--> statement-breakpoint

CREATE TRIGGER follow_inserted_orders AFTER INSERT ON orders REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION follow_inserted_or_removed_orders();--> statement-breakpoint
CREATE TRIGGER follow_removed_orders AFTER DELETE ON orders REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION follow_inserted_or_removed_orders();--> statement-breakpoint
CREATE TRIGGER follow_changed_orders AFTER UPDATE ON orders REFERENCING OLD TABLE AS before NEW TABLE AS after
FOR EACH STATEMENT EXECUTE FUNCTION follow_changed_orders();--> statement-breakpoint

-- Counts orders that were inserted while "cafe.count_later" was on, in the same transaction.
CREATE FUNCTION count_orders(owner uuid, ids uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM apply_order_differences(ARRAY[owner], ARRAY(
    SELECT ROW (
      user_id, currency, grain, start, part_category, part_item, count(*), sum(total_cents), sum(quantity)
    )::order_difference
    FROM orders, order_parts(deleted_at, status, placed_at, category, item)
    WHERE id = ANY (ids) AND user_id = owner
    GROUP BY user_id, currency, grain, start, part_category, part_item
  ));
END
$$;--> statement-breakpoint

-- Compares an account's figures with its orders and mends them. Returns how many were wrong.
CREATE FUNCTION mend_order_figures(owner uuid) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  wrong bigint;
BEGIN
  -- waits for who is counting, and keeps others from it
  INSERT INTO cafes (user_id) VALUES (owner) ON CONFLICT (user_id) DO UPDATE SET version = cafes.version;

  WITH expected AS MATERIALIZED (
    SELECT currency, grain, start, part_category AS category, part_item AS item,
      count(*) AS orders, sum(total_cents) AS revenue_cents, sum(quantity) AS items_sold
    FROM orders, order_parts(deleted_at, status, placed_at, category, item)
    WHERE user_id = owner
    GROUP BY currency, grain, start, part_category, part_item
  ), expected_items AS (
    SELECT item, category, sum(orders) AS orders FROM expected WHERE grain = 'ever' GROUP BY item, category
  ), removed AS (
    DELETE FROM order_figures AS figure
    WHERE user_id = owner AND NOT EXISTS (
      SELECT FROM expected
      WHERE (expected.currency, expected.grain, expected.start, expected.category, expected.item)
        = (figure.currency, figure.grain, figure.start, figure.category, figure.item)
    )
    RETURNING orders <> 0 OR revenue_cents <> 0 OR items_sold <> 0 AS wrong
  ), mended AS (
    INSERT INTO order_figures AS figure
    SELECT owner, expected.* FROM expected WHERE grain <> 'ever'
    ON CONFLICT (user_id, currency, grain, start, category, item) DO UPDATE SET
      orders = excluded.orders, revenue_cents = excluded.revenue_cents, items_sold = excluded.items_sold
    WHERE (figure.orders, figure.revenue_cents, figure.items_sold)
      <> (excluded.orders, excluded.revenue_cents, excluded.items_sold)
    RETURNING true AS wrong
  ), removed_items AS (
    DELETE FROM order_items AS sold
    WHERE user_id = owner AND NOT EXISTS (
      SELECT FROM expected_items WHERE (expected_items.item, expected_items.category) = (sold.item, sold.category)
    )
    RETURNING orders <> 0 AS wrong
  ), mended_items AS (
    INSERT INTO order_items AS sold SELECT owner, item, category, orders FROM expected_items
    ON CONFLICT (user_id, item, category) DO UPDATE SET orders = excluded.orders WHERE sold.orders <> excluded.orders
    RETURNING true AS wrong
  )
  SELECT count(*) INTO wrong FROM (
    SELECT * FROM removed UNION ALL SELECT * FROM mended
    UNION ALL SELECT * FROM removed_items UNION ALL SELECT * FROM mended_items
  ) AS changes WHERE changes.wrong;

  IF wrong > 0 THEN UPDATE cafes SET version = version + 1 WHERE user_id = owner; END IF;
  RETURN wrong;
END
$$;--> statement-breakpoint

-- the orders that are there already
SELECT mend_order_figures(user_id) FROM (SELECT DISTINCT user_id FROM orders) AS owners;

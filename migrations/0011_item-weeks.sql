-- The items of a long range are read by weeks instead of days: from here on, each change counts in its week too. Whoever
-- is changing orders has counted without weeks already, so this waits for them.
LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;--> statement-breakpoint

CREATE OR REPLACE FUNCTION order_parts(
  deleted_at timestamptz, status text, placed_at timestamptz, category text, item text,
  OUT grain text, OUT start timestamptz, OUT part_category text, OUT part_item text
) RETURNS SETOF record LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT part.*
  FROM (VALUES
    ('day', date_bin('1 day', $3, '2000-01-01 00:00+00'), '', ''),
    ('quarter', date_bin('15 minutes', $3, '2000-01-01 00:00+00'), '', ''),
    ('item-week', date_bin('7 days', $3, '2000-01-01 00:00+00'), $4, $5),
    ('item-day', date_bin('1 day', $3, '2000-01-01 00:00+00'), $4, $5),
    ('item-quarter', date_bin('15 minutes', $3, '2000-01-01 00:00+00'), $4, $5),
    ('ever', '2000-01-01 00:00+00'::timestamptz, $4, $5)
  ) AS part (grain, start, category, item)
  WHERE $1 IS NULL AND ($2 <> 'refunded' OR part.grain = 'ever')
$$;--> statement-breakpoint

-- As before, and in the order of the index, so that a café's days lie side by side.
CREATE OR REPLACE FUNCTION apply_order_differences(owners uuid[], differences order_difference[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO cafes (user_id, version)
  SELECT id, 1 FROM users WHERE id = ANY (owners) ORDER BY id
  ON CONFLICT (user_id) DO UPDATE SET version = cafes.version + 1;

  INSERT INTO order_figures AS figure
  SELECT difference.* FROM unnest(differences) AS difference
  WHERE grain <> 'ever' AND EXISTS (SELECT FROM users WHERE id = user_id)
  ORDER BY user_id, currency, grain, start, category, item
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
$$;

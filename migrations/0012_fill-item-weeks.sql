-- outside a transaction
-- The weeks of what was counted before, one account at a time, so that nobody waits for longer than their own takes.
DO $$
DECLARE
  owner uuid;
BEGIN
  FOR owner IN SELECT user_id FROM cafes LOOP
    PERFORM FROM cafes WHERE user_id = owner FOR UPDATE;
    INSERT INTO order_figures AS figure
    SELECT user_id, currency, 'item-week', date_bin('7 days', start, '2000-01-01 00:00+00'), category, item,
      sum(orders), sum(revenue_cents), sum(items_sold)
    FROM order_figures WHERE user_id = owner AND grain = 'item-day'
    GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (user_id, currency, grain, start, category, item) DO UPDATE SET
      orders = excluded.orders, revenue_cents = excluded.revenue_cents, items_sold = excluded.items_sold;
    COMMIT;
  END LOOP;
END
$$;

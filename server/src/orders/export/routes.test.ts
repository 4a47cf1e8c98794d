import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withDatabaseTime } from "../../database/time-limit.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";
import { insertOrders } from "../../test/orders.ts";
import { exportOrders } from "./export-orders.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

type Account = Awaited<ReturnType<typeof signUpUser>>;
const send = ({ headers }: Account, csv: string | Buffer, query = "", more: Record<string, string> = {}) =>
  app.request
    .post(`/api/orders/import${query}`)
    .set({ ...headers, "content-type": "text/csv", ...more })
    .send(csv);

describe("an export", () => {
  const read = (account: Account, query = "") => app.request.get(`/api/orders/export${query}`).set(account.headers);

  it("has exactly the filtered rows in their order, and imports again unchanged", async () => {
    const ada = await signUpUser(app);
    await insertOrders(app, ada.user.id, [
      { item: "=1+1", category: "@x", totalCents: 123_456, placedAt: new Date("2026-11-01T00:00:00Z") },
      { item: 'a "quoted", item', totalCents: 5, currency: "JPY", placedAt: new Date("2026-11-02T00:00:00Z") },
      { item: "-2", totalCents: 1234, currency: "KWD", status: "pending", placedAt: new Date("2026-11-03T00:00:00Z") },
      { item: "＋3", totalCents: 1_000_000_000_000, placedAt: new Date("2026-11-04T00:00:00Z") },
    ]);
    const plain = await read(ada, "?order=asc").expect(200);
    expect(plain.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/),
    });
    const cells = plain.text
      .trimEnd()
      .split("\n")
      .map((line) => line.replace(/^[0-9a-f-]{36},/, ""));
    expect(cells).toEqual([
      "id,placedAt,item,category,quantity,total,currency,status",
      "2026-11-01T00:00:00.000Z,'=1+1,'@x,1,1234.56,EUR,completed",
      '2026-11-02T00:00:00.000Z,"a ""quoted"", item",Coffee,1,5,JPY,completed',
      "2026-11-03T00:00:00.000Z,'-2,Coffee,1,1.234,KWD,pending",
      "2026-11-04T00:00:00.000Z,'＋3,Coffee,1,10000000000.00,EUR,completed",
    ]);
    const filtered = await read(ada, "?status=pending&q=2").expect(200);
    expect(filtered.text.trimEnd().split("\n")).toHaveLength(2);

    const raw = await read(ada, "?order=asc&raw=true").expect(200);
    const eve = await signUpUser(app);
    expect((await send(eve, raw.text).expect(201)).body.data).toEqual({ imported: 4, ignoredColumns: ["id"] });
    const again = await read(eve, "?order=asc&raw=true").expect(200);
    const withoutIds = (text: string) => text.replaceAll(/^[0-9a-f-]{36}/gm, "");
    expect(withoutIds(again.text)).toBe(withoutIds(raw.text));
  });

  it("of many rows comes whole, each once", async () => {
    const { user, headers } = await signUpUser(app);
    await app.db.execute(sql`insert into orders (user_id, item, category, quantity, total_cents, placed_at)
      select ${user.id}, 'Latte', 'Coffee', 1, n % 3, now() - n % 5 * interval '1 hour' from generate_series(1, 2600) n`);
    for (const query of ["", "?sort=totalCents&order=asc"]) {
      const { text } = await app.request.get(`/api/orders/export${query}`).set(headers).expect(200);
      const ids = text
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[0]);
      expect(new Set(ids).size).toBe(2600);
      expect(ids).toHaveLength(2600);
    }
  });

  it("has time in the database for each batch, not for the whole", async () => {
    const { user } = await signUpUser(app);
    await insertOrders(app, user.id, [{}, {}]);
    const csv = await withDatabaseTime(0, () => exportOrders(app.db, user.id, {}));
    expect((await csv.toArray()).join("").trimEnd().split("\n")).toHaveLength(3);
  });

  it("stops reading when the client goes away", async () => {
    const { user, headers } = await signUpUser(app);
    const rows = 10_000;
    await app.db.transaction(
      async (tx) => {
        await tx.execute(sql`set local cafe.count_later = 'on'`);
        // a kilobyte each, more in all than the buffers on the way hold; a few at a time, as a statement has two seconds
        for (let added = 0; added < rows; added += 1000) {
          await tx.execute(sql`insert into orders (user_id, item, category, quantity, total_cents)
            select ${user.id}, repeat('☕', 120), repeat('☕', 120), 1, 5 from generate_series(1, 1000)`);
        }
      },
      { deadlineMs: 30_000 },
    );
    let reads = 0;
    app.db.$client.on("acquire", () => {
      reads += 1;
    });
    const leaving = new AbortController();
    const answer = await fetch(`${app.url}/api/orders/export`, { headers, signal: leaving.signal });
    await answer.body?.getReader().read();
    leaving.abort();
    for (let before = -1; before !== reads; ) {
      before = reads;
      for (let index = 0; index < 20; index++) await app.request.get("/health/live").expect(200);
    }
    expect(reads).toBeLessThan(rows / 500);
    await app.request.get("/api/orders/export").set(headers).expect(200);
    expect(reads).toBeGreaterThan(rows / 500);
  }, 60_000);

  it("tells HEAD the headers of GET, without reading the orders", async () => {
    const { headers } = await signUpUser(app);
    const get = await app.request.get("/api/orders/export").set(headers).expect(200);
    const head = await app.request.head("/api/orders/export").set(headers).expect(200);
    for (const name of ["content-type", "content-disposition", "cache-control", "content-length"])
      expect(head.headers[name], name).toBe(get.headers[name]);
    expect((await app.request.head("/api/orders/export?raw=1").set(headers)).status).toBe(400);
  });

  it("requires a session, and refuses wrong filters", async () => {
    await app.request.get("/api/orders/export").expect(401);
    const ada = await signUpUser(app);
    for (const query of ["?raw=1", "?limit=5", "?status=paid"])
      expect(problem(await read(ada, query)).status).toBe(400);
    expect((await read(ada).expect(200)).text.trimEnd()).toBe(
      "id,placedAt,item,category,quantity,total,currency,status",
    );
  });
});

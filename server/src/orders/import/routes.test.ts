import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orders } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { runStatement } from "../../test/database/database.ts";
import { signUpUser } from "../../test/factories.ts";
import { problem } from "../../test/http/problem.ts";
import { postOrder } from "../../test/orders.ts";
import { waitForLock } from "../../test/wait-for-lock.ts";

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
const rowsOf = async ({ user }: Account) =>
  app.db.select().from(orders).where(eq(orders.userId, user.id)).orderBy(orders.placedAt, orders.item);
const HEADER = "item,category,quantity,total";
const body = (...lines: string[]) => [HEADER, ...lines].join("\n");

describe("an import", () => {
  let ada: Account;
  beforeAll(async () => {
    ada = await signUpUser(app);
  });

  it("takes every column in any order, and names those that it ignores", async () => {
    const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    const csv = [
      "\ufeffStatus;note;placed_at; Item ;category;Quantity;total;currency;id",
      `pending;x;${day}T10:00:00+01:00;" Latte; large ";Coffee;2;1.234,50;EUR;7`,
      '"";;;"Tea ""green""";Drinks;1;3;JPY;',
      `;;${day}T10:00:00Z;"two\r\nlines";Drinks;1;0;;`,
    ].join("\r\n");
    const { status, body: answer } = await send(ada, csv);
    expect({ status, data: answer.data }).toEqual({
      status: 201,
      data: { imported: 3, ignoredColumns: ["note", "id"] },
    });
    const rows = await rowsOf(ada);
    expect(
      rows.map(({ item, quantity, totalCents, currency, status }) => [item, quantity, totalCents, currency, status]),
    ).toEqual([
      ["Latte; large", 2, 123_450, "EUR", "pending"],
      ["two lines", 1, 0, "EUR", "completed"],
      ['Tea "green"', 1, 3, "JPY", "completed"],
    ]);
    expect(rows[0]?.placedAt.toISOString()).toBe(`${day}T09:00:00.000Z`);
    const { body: dashboard } = await app.request.get("/api/dashboard/data").set(ada.headers);
    expect(dashboard.data.cards[0].value).toBe(123_450);
    expect(dashboard.data.tableRows).toHaveLength(3);
  });

  it.each([
    ["comma", HEADER, "Latte,Coffee,1,4.50"],
    ["semicolon", HEADER.replaceAll(",", ";"), "Latte;Coffee;1;4,50"],
    ["tab", HEADER.replaceAll(",", "\t"), "Latte\tCoffee\t1\t4.50"],
    ["quoted header", HEADER.replaceAll(/(\w+)/g, '"$1"'), "Latte,Coffee,1,4.50"],
    ["totalCents", "totalCents,item,category,quantity", "450,Latte,Coffee,1"],
  ])("finds out the delimiter and the columns: %s", async (_what, header, line) => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const answer = await send(ada, `${header}${end}${line}${end}${end}`, "?dryRun=true");
      expect(answer.body.data).toMatchObject({
        rows: 1,
        preview: [{ item: "Latte", totalCents: 450, currency: "EUR" }],
      });
    }
  });

  it("previews the first ten and writes nothing in a dry run", async () => {
    const account = await signUpUser(app);
    const csv = body(...Array.from({ length: 12 }, (_, index) => `Item ${index},Coffee,1,1.00`));
    const answer = await send(account, csv, "?dryRun=true").expect(200);
    expect(answer.body.data).toMatchObject({ rows: 12, ignoredColumns: [] });
    expect(answer.body.data.preview).toHaveLength(10);
    expect(answer.body.data.preview[9]).toEqual({
      item: "Item 9",
      category: "Coffee",
      quantity: 1,
      totalCents: 100,
      currency: "EUR",
      status: "completed",
      placedAt: expect.any(String),
    });
    expect(await rowsOf(account)).toEqual([]);
  });

  it("of a header alone imports nothing", async () => {
    for (const csv of [HEADER, `${HEADER}\n`, `${HEADER}\r\n\r\n`]) {
      expect((await send(ada, csv).expect(201)).body.data).toEqual({ imported: 0, ignoredColumns: [] });
    }
  });

  it("names each bad cell with its line, and imports no row at all", async () => {
    const account = await signUpUser(app);
    const csv = body(
      '"Latte","a ""quoted"" category",1,1.00',
      "",
      ',"Coffee",0,x',
      '"Latte","two\r\nlines",0,1.00',
      "Latte,Coffee,1",
      "Latte,Coffee,1,1.00,2",
      "Latte,Coffee,1.5,-1",
    );
    const answer = await send(account, csv);
    expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(answer.body.error.message).toMatch(/^5 rows have errors/);
    const bad = (line: number, path: string, value: string) => ({
      in: "body",
      line,
      path,
      value,
      message: expect.any(String),
    });
    expect(answer.body.error.details).toEqual([
      { ...bad(4, "/item", ""), message: "Required" },
      bad(4, "/quantity", "0"),
      bad(4, "/total", "x"),
      bad(5, "/quantity", "0"),
      bad(7, "", "Latte,Coffee,1"),
      bad(8, "", "Latte,Coffee,1,1.00,2"),
      bad(9, "/quantity", "1.5"),
      bad(9, "/total", "-1"),
    ]);
    expect(await rowsOf(account)).toEqual([]);
    expect((await send(account, csv, "?dryRun=true")).body.error.details).toHaveLength(8);
  });

  it("names the first hundred bad cells, and counts every bad row", async () => {
    const answer = await send(ada, body(...Array.from({ length: 250 }, () => "Latte,Coffee,0,1.00")));
    expect(answer.body.error.details).toHaveLength(100);
    expect(answer.body.error.message).toMatch(/^250 rows/);
  });

  it.each([
    ["EUR", "1234.50"],
    ["JPY", "1234"],
    ["KWD", "1234.500"],
  ])("says what a total in %s looks like: %s", async (currency, example) => {
    const answer = await send(ada, `${HEADER},currency\nLatte,Coffee,1,x,${currency}`);
    expect(answer.body.error.details).toMatchObject([{ message: expect.stringContaining(`such as ${example}`) }]);
    await send(ada, `${HEADER},currency\nLatte,Coffee,1,${example},${currency}`, "?dryRun=true").expect(200);
  });

  it.each([
    ["quantity", "100001"],
    ["quantity", "1e3"],
    ["quantity", "99999999999999999999"],
    ["currency", "ZZZ"],
    ["currency", "eur"],
    ["status", "paid"],
    ["placedAt", "2026-11-24"],
    ["placedAt", "2026-02-30T00:00:00Z"],
    ["placedAt", "2199-01-01T00:00:00Z"],
    ["totalCents", "1.5"],
    ["totalCents", "1000000000001"],
    ["item", "a\u0000b"],
    ["category", "x".repeat(121)],
  ])("refuses the %s %s", async (column, value) => {
    const cells = {
      item: "Latte",
      category: "Coffee",
      quantity: "1",
      totalCents: "100",
      currency: "",
      status: "",
      placedAt: "",
    };
    const row = { ...cells, [column]: value };
    const answer = await send(ada, `${Object.keys(row)}\n${Object.values(row)}`);
    expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(answer.body.error.details).toMatchObject([{ line: 2, path: `/${column}`, value }]);
  });

  it.each<[string, string | Buffer, RegExp]>([
    ["nothing", "", /has no item/],
    ["no header", "Latte,Coffee,1,4.50", /has no item/],
    ["a missing column", "item,category,total\nLatte,Coffee,1.00", /has no quantity/],
    ["a doubled column", `${HEADER},Item\nLatte,Coffee,1,1.00,Tea`, /two columns for item/],
    ["a column under both of its names", `${HEADER},placedAt,placed_at\n`, /two columns for placedAt/],
    ["both totals", `${HEADER},totalCents\n`, /both total and totalCents/],
    ["an open quote", body('"Latte,Coffee,1,1.00'), /A quote in line 2 is never closed/],
    ["a quote that swallows the file", body(`"${"x".repeat(100_000)}`), /quote/],
    ["bytes that are not UTF-8", Buffer.from(body("Caf\xe9,Coffee,1,1.00"), "latin1"), /UTF-8/],
    ["UTF-16", Buffer.from(body("Latte,Coffee,1,1.00"), "utf16le"), /has no|UTF-8/],
  ])("refuses a file with %s", async (_what, csv, message) => {
    const answer = await send(ada, csv);
    expect(problem(answer)).toEqual({ status: 400, code: "VALIDATION_ERROR" });
    expect(answer.body.error.message).toMatch(message);
    expect(answer.body.error.details).toEqual([
      expect.objectContaining({ in: "body", path: "", line: expect.any(Number) }),
    ]);
  });

  it("takes text/csv and nothing else, and no other route takes it", async () => {
    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
      const answer = await send(ada, body("Latte,Coffee,1,1.00"), "", { "content-type": type });
      expect(problem(answer)).toEqual({ status: 415, code: "UNSUPPORTED_MEDIA_TYPE" });
    }
    await send(ada, HEADER, "", { "content-type": "text/csv; charset=utf-8" }).expect(201);
    const other = await app.request.post("/api/orders").set(ada.headers).type("text/csv").send(HEADER);
    expect(problem(other).status).toBe(415);
    expect(problem(await send(ada, HEADER, "?dryRun=yes")).status).toBe(400);
    await app.request.post("/api/orders/import").type("text/csv").send(HEADER).expect(401);
  });

  it("is done once for an Idempotency-Key, and refuses another file with it", async () => {
    const account = await signUpUser(app);
    const key = { "idempotency-key": randomUUID() };
    const csv = body("Latte,Coffee,1,1.00", "Tea,Drinks,1,1.00");
    const answers = await Promise.all([1, 2, 3].map(() => send(account, csv, "", key).then((answer) => answer)));
    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [201, answers[0]?.text]));
    expect(await rowsOf(account)).toHaveLength(2);
    expect(problem(await send(account, `${csv}\n`, "", key)).status).toBe(422);
    // another file that isn't even good
    expect(problem(await send(account, "x", "", key)).status).toBe(422);
  });

  it("is 413 beyond 100,000 rows or 10 MiB", async () => {
    const line = "a,b,1,1";
    const tooMany = `${HEADER}\n${`${line}\n`.repeat(100_001)}`;
    expect(problem(await send(ada, tooMany))).toEqual({ status: 413, code: "PAYLOAD_TOO_LARGE" });
    const tooLarge = Buffer.alloc(10 * 1024 * 1024 + 1, "x");
    expect(problem(await send(ada, tooLarge))).toEqual({ status: 413, code: "PAYLOAD_TOO_LARGE" });
  }, 60_000);

  it("lets an order of today in while it counts, and waits for another import of its account", async () => {
    const account = await signUpUser(app);
    const placedAt = new Date(Date.now() - 60 * 86_400_000).toISOString();
    const csv = `${HEADER},placedAt\nTea,Drinks,1,1.00,${placedAt}\n`;
    await send(account, csv).expect(201);
    const holder = new pg.Client({ connectionString: app.databaseUrl });
    await holder.connect();
    try {
      const hold = async (statement: string, meanwhile: (done: () => boolean) => Promise<void>) => {
        await holder.query(`begin; ${statement}`);
        let done = false;
        const importing = send(account, csv).then((answer) => {
          done = true;
          return answer;
        });
        await meanwhile(() => done);
        await holder.query("rollback");
        expect((await importing).status).toBe(201);
      };
      await hold(`select 1 from order_items where user_id = '${account.user.id}' for update`, async () => {
        await waitForLock(app.db);
        await postOrder(app, account.headers);
      });
      const started = Date.now();
      const other = `select pg_advisory_xact_lock(hashtextextended('${account.user.id} import', 0))`;
      await hold(other, async (done) => {
        // longer than a statement waits for a lock
        while (Date.now() - started < 1500) await app.request.get("/api/settings").set(account.headers).expect(200);
        expect(done()).toBe(false);
      });
    } finally {
      await holder.end();
    }
    expect(await rowsOf(account)).toHaveLength(4);
  });

  it("of 100,000 rows lets others in meanwhile, and counts every one", async () => {
    const account = await signUpUser(app);
    const start = Date.parse("2026-08-25T00:00:00Z");
    const lines = Array.from(
      { length: 100_000 },
      (_, index) =>
        `Item ${index % 50},Category ${index % 7},1,${index % 9}.50,${new Date(start + index * 70_000).toISOString()}`,
    );
    const importing = send(account, [`${HEADER},placedAt`, ...lines].join("\n")).then((answer) => answer);
    let asked = 0;
    let done = false;
    void importing.then(() => {
      done = true;
    });
    while (!done) {
      await app.request.get("/api/dashboard/data").set(account.headers).expect(200);
      asked += 1;
    }
    expect((await importing).body.data).toEqual({ imported: 100_000, ignoredColumns: [] });
    expect(asked).toBeGreaterThan(3);
    // without the limits of a request
    await runStatement(
      app.databaseUrl,
      `do $$ begin assert mend_order_figures('${account.user.id}') = 0, 'figures were wrong'; end $$`,
    );
  }, 180_000);
});

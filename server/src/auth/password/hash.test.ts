import { availableParallelism } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import { databaseTimeLeftMs, withDatabaseTime } from "../../database/time-limit.ts";
import { useRealHashes } from "../../test/cheap-argon2.ts";
import { hashPassword, verifyPassword } from "./hash.ts";

const CORES = availableParallelism();

const PASSWORD = "tulip art at 7";

beforeAll(useRealHashes);

describe("a password's hash", () => {
  it("is argon2id with OWASP's parameters and a salt of its own", async () => {
    const hashes = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it("fits its password and no other", async () => {
    const hash = await hashPassword(PASSWORD);
    expect(await verifyPassword({ hash, password: PASSWORD })).toBe(true);
    for (const password of ["", "Tulip art at 7", `${PASSWORD} `, PASSWORD.slice(0, -1)]) {
      expect(await verifyPassword({ hash, password })).toBe(false);
    }
  });

  it("fits the same characters from a keyboard that composes them otherwise", async () => {
    const hash = await hashPassword("cr\u00e8me br\u00fbl\u00e9e");
    expect(await verifyPassword({ hash, password: "cre\u0300me bru\u0302le\u0301e" })).toBe(true);
    expect(await verifyPassword({ hash, password: "creme brulee" })).toBe(false);
  });

  it("keeps apart what only looks alike", async () => {
    const hash = await hashPassword("garten \ufb01lter");
    expect(await verifyPassword({ hash, password: "garten filter" })).toBe(false);
  });

  it("counts a password to its end", async () => {
    const hash = await hashPassword("k".repeat(256));
    expect(await verifyPassword({ hash, password: `${"k".repeat(255)}l` })).toBe(false);
  });
});

it("refuses more work than the machine bears, finishes the rest, and then takes new work", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: CORES + 100 }, () => hashPassword(PASSWORD)));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  const done = outcomes.filter((outcome) => outcome.status === "fulfilled");
  expect(done.length).toBeGreaterThanOrEqual(64);
  expect(refused.length).toBeGreaterThanOrEqual(1);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({
      code: "SERVICE_UNAVAILABLE",
      statusCode: 503,
      headers: { "retry-after": "2" },
    });
  }
  await expect(hashPassword(PASSWORD)).resolves.toMatch(/^\$argon2id/);
});

describe("a request that waits for a hash", () => {
  it("is refused once it has waited as long as it may for the database", async () => {
    const before = Array.from({ length: CORES + 40 }, () => hashPassword(PASSWORD));
    const late = withDatabaseTime(20, () => hashPassword(PASSWORD));
    await expect(late).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE", statusCode: 503 });
    await expect(Promise.all(before)).resolves.toHaveLength(CORES + 40);
  });

  it("has that much less time for the database, and always some", async () => {
    const leftAfterHash = (limitMs: number) =>
      withDatabaseTime(limitMs, async () => {
        await hashPassword(PASSWORD);
        return databaseTimeLeftMs(Number.POSITIVE_INFINITY);
      });
    expect(await leftAfterHash(60_000)).toBeLessThan(59_999);
    expect(await leftAfterHash(400)).toBe(500);
  });
});

import { randomUUID } from "node:crypto";
import { findWeakness } from "@cafe-app-ai/shared/auth/weak-password";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { readMail } from "../../test/inbox.ts";
import { refuseWeakPassword } from "./refuse-weak-password.ts";

const EMAIL = "ada.lovelace@analytical-engines.example";

/** Repeats, sequences, dates and rows of keys. */
const PATTERNS = [
  "aaaaaaaa",
  "a".repeat(65),
  "☕☕☕☕☕☕☕☕",
  "abababab",
  "abcabcabcabc",
  "abcdefgh",
  "hgfedcba",
  "12345678",
  "qwertyui",
  "zxcvbnm,",
  "asdfasdfasdf",
  "passwordpassword",
  "P4$$w0rd",
  "19901990",
  "1990-01-01",
  "1990010119900101",
];

it.each([
  ...PATTERNS,
  "password123",
  "Qwertyuiop",
  "iloveyou",
  EMAIL,
  "ada.lovelace",
  "Lovelace1815",
  "lovelace!!",
  "analytical-engines",
  "cafe-app-ai",
  "cafe-app-ai-2026",
  "Cafe-1234",
])("refuses %s", async (password) => {
  await expect(refuseWeakPassword(password, EMAIL)).rejects.toMatchObject({
    code: "WEAK_PASSWORD",
    details: [{ in: "body", path: "/password" }],
  });
});

it("refuses the whole of an email's first part, also where each of its words leaves a password beside it", async () => {
  const refused = refuseWeakPassword("augusta.lovelace", "augusta.lovelace@example.com");
  await expect(refused).rejects.toMatchObject({ code: "WEAK_PASSWORD" });
});

it.each([
  PASSWORD,
  "two paper boats",
  "correct horse battery staple",
  "lovelace wrote the first",
  "crème brûlée à deux",
  "row row row your boat gently",
  `${"a".repeat(64)} and then a river of tea`,
  `a river of tea and then ${"a".repeat(64)}`,
])("lets %s pass", async (password) => {
  await expect(refuseWeakPassword(password, EMAIL)).resolves.toBeUndefined();
});

it("costs the event loop little, whatever is sent", () => {
  const hostile = ["4@8({[<369!1|0$57+%2", "1.2.34.5.67", "|!1li", "p4$$w0rd", "@4aA", "qwertyuiop", "({[<", "0o"];
  for (const part of hostile) {
    const password = part.repeat(5000);
    findWeakness(password, EMAIL);
    const runs = Array.from({ length: 5 }, () => {
      // a busy machine takes the processor away, and that isn't the work's cost
      const before = process.cpuUsage();
      findWeakness(password, EMAIL);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    expect(Math.min(...runs), part).toBeLessThan(50);
  }
});

describe("through the API", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await buildTestApp();
  });
  afterAll(() => app.close());

  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    app.request.post(`/api/auth/${path}`).set(headers).send(body);

  it.each(PATTERNS)("sign-up, a change and a reset refuse %s", async (weak) => {
    const { email, headers } = await signUpUser(app);
    await post("forgot-password", { email }).expect(202);
    const { token } = await readMail(app, email, /Reset your/);
    const answers = [
      await post("signup", { email: `${randomUUID()}@example.com`, password: weak }),
      await post("change-password", { currentPassword: PASSWORD, newPassword: weak }, headers),
      await post("reset-password", { token, password: weak }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: "WEAK_PASSWORD", message: findWeakness(weak, email) });
    }
    await post("reset-password", { token, password: "two paper boats" }).expect(200);
  });
});

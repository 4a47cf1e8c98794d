import { expect, it } from "vitest";
import { refuseWeakPassword } from "./weak-password.ts";

const EMAIL = "ada.lovelace@analytical-engines.example";

it.each([
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
  "Cafe1234",
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
  "latte art at 7",
  "two flat whites",
  "correct horse battery staple",
  "lovelace wrote the first",
  "café crème brûlée",
])("lets %s pass", async (password) => {
  await expect(refuseWeakPassword(password, EMAIL)).resolves.toBeUndefined();
});

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

it.each([
  "latte art at 7",
  "two flat whites",
  "correct horse battery staple",
  "lovelace wrote the first",
  "café crème brûlée",
])("lets %s pass", async (password) => {
  await expect(refuseWeakPassword(password, EMAIL)).resolves.toBeUndefined();
});

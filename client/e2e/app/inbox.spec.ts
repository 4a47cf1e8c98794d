import { newAccount } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

// An inbox that nobody else writes into.
test.use({ environment: {} });

test("the development inbox says what it is, and mails appear in it by themselves", async ({
  page,
  app,
  request,
  expectAccessible,
}) => {
  await page.goto("/inbox");
  await expect(page.getByRole("heading", { name: "No emails yet" })).toBeVisible();
  await expectAccessible(page);

  const [first, second] = [newAccount(), newAccount()];
  const mails = page.getByRole("navigation", { name: "Emails" }).getByRole("link");
  await request.post(`${app.api.url}/api/auth/signup`, { data: first });
  await expect(mails).toHaveCount(1);
  await request.post(`${app.api.url}/api/auth/signup`, { data: second });
  await expect(mails).toHaveCount(2);
  await expect(mails.first()).toContainText(second.email);
  await expect(page.getByRole("article")).toContainText(`To ${second.email}`);

  await mails.last().click();
  await expect(page.getByRole("article")).toContainText(`To ${first.email}`);
  await expect(page.getByRole("heading", { name: "Confirm your email for Cafe" })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole("article").getByRole("link").click();
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("main")).toContainText(`${first.email} is confirmed.`);
});

import { newAccount, openDashboard, signOut } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("a typed email survives a reload, as a name does, and no password does", async ({ page, app }) => {
  const { email } = newAccount();
  for (const path of ["/sign-up", "/sign-in", "/forgot-password", "/verify-email"]) {
    await page.goto(path);
    await page.getByLabel("Email").fill(email);
    const password = page.getByLabel("Password", { exact: true });
    if (path.startsWith("/sign")) await password.fill("correct horse battery staple");
    const name = page.getByLabel("Name");
    if (path === "/sign-up") await name.fill("Ada");
    await page.reload();
    if (path === "/sign-up") await expect(name).toHaveValue("Ada");
    await expect(page.getByLabel("Email")).toHaveValue(email);
    if (path.startsWith("/sign")) await expect(password).toHaveValue("");
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]),
    );
    expect(stored).not.toContain("battery");
  }
  // It's the form's, not the next person's.
  await openDashboard(page, app);
  await signOut(page);
  await expect(page.getByLabel("Email")).toHaveValue("");
});

test("a page that waits for an email still does after a reload", async ({ page }) => {
  const { email } = newAccount();
  for (const path of ["/forgot-password", "/verify-email"]) {
    await page.goto(path);
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Send link" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeFocused();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(email);
    await page.getByRole("link", { name: "Back to sign in" }).click();
    await expect(page.getByLabel("Email")).toHaveValue(email);
  }
});

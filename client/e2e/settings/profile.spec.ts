import { createAccount, newAccount, openDashboard, signIn } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { CONFIRM, waitForLink, waitForMails } from "../support/mail.ts";

test("the settings are in the account menu, and a saved name shows there", async ({ page, app }) => {
  await openDashboard(page, app, { name: "Ada" });
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByText("Email not confirmed")).toBeVisible();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Profile", level: 1 })).toBeFocused();
  await expect(page).toHaveTitle("Profile · Cafe");
  await expect(page.getByRole("link", { name: "Settings" })).toHaveAttribute("aria-current", "page");

  const name = page.getByLabel("Name");
  await expect(name).toHaveValue("Ada");
  await name.fill("  Ada Lovelace ");
  await name.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Name saved" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Account/ })).toContainText("Ada Lovelace");
  await page.reload();
  await expect(name).toHaveValue("Ada Lovelace");

  await name.fill("A".repeat(101));
  await name.press("Enter");
  await expect(name).toHaveAccessibleDescription("Use 100 characters or fewer, and no control characters");
  await expect(name).toBeFocused();
});

test("the email to confirm an address can be sent again", async ({ page, app }) => {
  const { email } = await createAccount(page, app);
  await waitForMails(app, email, CONFIRM);
  await page.goto("/settings");
  const panel = page.getByRole("region", { name: "Email address" });
  await expect(panel).toContainText(`${email}Not confirmed`);

  await panel.getByRole("button", { name: "Resend email" }).click();
  await expect(page.getByText(`Email sent to ${email}`)).toBeVisible();
  const [newest] = await waitForMails(app, email, CONFIRM, 2);
  await page.goto(newest?.link ?? "");
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("heading", { name: "Your email is confirmed" })).toBeVisible();
  await page.goto("/settings");
  await expect(panel).toContainText(`${email}Confirmed`);
  await expect(panel.getByRole("button", { name: "Resend email" })).toBeHidden();
});

test("an email changes when the new one's link is opened, and not before", async ({ page, app, allow, browser }) => {
  const account = await createAccount(page, app);
  const next = newAccount().email;
  await page.goto("/settings");
  await page.getByRole("button", { name: "Change email" }).click();
  const dialog = page.getByRole("dialog", { name: "Change email" });
  await expect(dialog.getByLabel("New email address")).toBeFocused();
  await dialog.getByLabel("New email address").fill(next);

  allow(/401/);
  await dialog.getByLabel("Your password").fill("a wrong password");
  await dialog.getByRole("button", { name: "Send link" }).click();
  await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription("Incorrect password.");
  await expect(dialog.getByLabel("Your password")).toBeFocused();

  await dialog.getByLabel("Your password").fill(account.password);
  await dialog.getByRole("button", { name: "Send link" }).click();
  await expect(dialog).toBeHidden();
  const panel = page.getByRole("region", { name: "Email address" });
  await expect(panel).toContainText(`Open the link we sent to ${next}. Until then, your email stays ${account.email}.`);

  await page.reload();
  await expect(panel).toContainText(`Open the link we sent to ${next}.`);

  await page.goto(await waitForLink(app, next, /address|email/));
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("heading", { name: "Your email is confirmed" })).toBeVisible();
  await page.goto("/settings");
  await expect(panel).toContainText(`${next}Confirmed`);

  const elsewhere = await browser.newPage({ baseURL: app.url });
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, { ...account, email: next });
  await expect(elsewhere.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await elsewhere.close();
});

test("a change of email is cancelled, and its link does nothing", async ({ page, app, allow }) => {
  const account = await createAccount(page, app);
  const next = newAccount().email;
  await page.goto("/settings");
  const panel = page.getByRole("region", { name: "Email address" });
  await expect(panel.getByRole("button", { name: "Cancel change" })).toHaveCount(0);
  await page.getByRole("button", { name: "Change email" }).click();
  await page.getByLabel("New email address").fill(next);
  await page.getByLabel("Your password").fill(account.password);
  await page.getByRole("button", { name: "Send link" }).click();
  const link = await waitForLink(app, next, /address|email/);

  await panel.getByRole("button", { name: "Cancel change" }).click();
  await expect(page.getByText(`Change cancelled. Your email stays ${account.email}.`)).toBeVisible();
  await expect(panel).not.toContainText(next);
  await expect(panel.getByRole("button", { name: "Cancel change" })).toHaveCount(0);

  allow(/400/);
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("heading", { name: "This link has expired or was already used" })).toBeVisible();
});

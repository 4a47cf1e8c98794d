import type { Config } from "../../server/src/config.ts";
import { createSmtp, mailMode } from "../../server/src/mail/transport.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

const LIMIT_MS = 10_000;
/** A code of two-factor authentication lasts half a minute. */
const CLOCK_LIMIT_SECONDS = 10;

/** Connects and signs in to the mail server, and sends nothing. */
export async function checkMail(config: Config): Promise<Finding[]> {
  const mode = mailMode(config);
  if (mode === "inbox") return [ok("Mail", "Shown in the app's /inbox instead of being sent")];
  if (mode === "off") {
    return [warning("Mail", "Off: nobody can confirm an email or reset a password", "Set SMTP_URL.")];
  }
  const smtp = createSmtp(config);
  try {
    await smtp.verify();
    return [ok("Mail", `${new URL(config.smtpUrl ?? "").host} takes mail from ${config.mailFrom}`)];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return [
      problem(
        "Mail",
        `The mail server can't be used: ${message}`,
        MAIL_REMEDIES[code ?? ""] ?? "Check SMTP_URL against your mail provider's settings.",
      ),
    ];
  } finally {
    smtp.close();
  }
}

const MAIL_REMEDIES: Record<string, string> = {
  EAUTH: "Check the user and password in SMTP_URL. Percent-encode special characters.",
  ETLS: "Use a server with TLS. SMTP_REQUIRE_TLS=false allows mail in clear text.",
};

/** The provider's own description, which also tells the time. */
export async function checkProvider({ provider }: Pick<Config, "provider">): Promise<Finding[]> {
  if (!provider) return [];
  const url = `${provider.issuer}/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
    const { issuer } = (await response.json()) as { issuer?: string };
    if (issuer !== provider.issuer && issuer !== `${provider.issuer}/`) {
      return [problem("Sign-in provider", `${url} names another issuer: ${issuer}`, `Set OIDC_ISSUER=${issuer}.`)];
    }
    const now = Date.parse(response.headers.get("date") ?? "");
    return [ok("Sign-in provider", provider.issuer), ...compareClocks(now, provider.issuer)];
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    return [
      problem(
        "Sign-in provider",
        `${url} can't be read: ${reason}`,
        "Check OIDC_ISSUER, and that this machine can reach it.",
      ),
    ];
  }
}

/** @param now what another machine's clock says, milliseconds */
export function compareClocks(now: number, whose: string): Finding[] {
  if (Number.isNaN(now)) return [];
  const seconds = Math.round((Date.now() - now) / 1000);
  if (Math.abs(seconds) < CLOCK_LIMIT_SECONDS) return [ok("Clock", `In sync with ${whose}`)];
  const message = `This machine is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} ${whose}`;
  return [problem("Clock", message, "Turn on NTP. Two-factor codes and links depend on the clock.")];
}

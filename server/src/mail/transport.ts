import type { AuthConfig } from "@cafe-app-ai/shared/auth/sign-in";
import type { FastifyBaseLogger } from "fastify";
import nodemailer from "nodemailer";
import { LOCAL_HOSTS } from "../config/origin.ts";
import type { Config } from "../config.ts";
import type { RenderedMail } from "./layout.ts";

export type Transport = {
  /**
   * Delivers the mail. Its `id` becomes the Message-ID, so that a mail delivered twice shows as one.
   * @throws whatever the mail server says; the signal's reason, and then the connection is cut
   */
  deliver: (mail: { id: string; recipient: string }, content: RenderedMail, signal: AbortSignal) => Promise<void>;
  /** Whether delivered mails stay in the outbox's table, to be read in the app. */
  keepsMail: boolean;
};

/** `inbox`: development keeps its mail; `off`: production without SMTP_URL. */
export function mailMode({ smtpUrl, inbox }: Pick<Config, "smtpUrl" | "inbox">): AuthConfig["mail"] {
  return smtpUrl ? "smtp" : inbox ? "inbox" : "off";
}

/** Milliseconds. The last is for each response: a server that scans mail before accepting it may need a while. */
const SMTP_LIMITS = { connectionTimeout: 5_000, greetingTimeout: 5_000, dnsTimeout: 5_000, socketTimeout: 120_000 };

export function createTransport(config: Config, log: FastifyBaseLogger): Transport {
  if (mailMode(config) !== "smtp") {
    return {
      deliver: async ({ recipient }, { subject, link }) => {
        // only for a person at the terminal: a stored log must not hold a token
        if (config.logPretty) log.info(`Mail to ${recipient}: ${subject} ${link ?? ""}`);
      },
      keepsMail: true,
    };
  }
  const smtp = createSmtp(config);
  const senderDomain = /@([^@>\s]+)>?\s*$/.exec(config.mailFrom)?.[1] ?? "localhost";
  return {
    deliver: async ({ id, recipient }, { subject, text, html }, signal) => {
      await smtp.sendMail({
        messageId: `<${id}@${senderDomain}>`,
        signal,
        from: config.mailFrom,
        to: { name: "", address: recipient },
        subject,
        text,
        html,
        // keeps out-of-office replies from coming back
        headers: { "Auto-Submitted": "auto-generated" },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    keepsMail: false,
  };
}

/** The mail server of the settings. */
export function createSmtp(config: Pick<Config, "smtpUrl" | "smtpRequireTls">) {
  const { protocol, hostname, port, username, password } = new URL(config.smtpUrl ?? "");
  const local = LOCAL_HOSTS.includes(hostname);
  // one connection for each mail, so that aborting a delivery closes its connection
  return nodemailer.createTransport({
    host: hostname.replace(/^\[|\]$/g, ""),
    ...(port && { port: Number(port) }),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    secure: protocol === "smtps:",
    requireTLS: !local && config.smtpRequireTls,
    // a mail server on this machine has no signed certificate
    tls: { rejectUnauthorized: !local },
    ...SMTP_LIMITS,
  });
}

/** Whether the mail server refused this recipient for good, so there's no point in trying again. */
export function isRefused(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return code === "EENVELOPE" && responseCode >= 500;
}

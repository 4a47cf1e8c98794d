import type { AuthConfig } from "@cafe-app-ai/shared/auth";
import type { FastifyBaseLogger } from "fastify";
import nodemailer from "nodemailer";
import { type Config, LOCAL_HOSTS } from "../config.ts";
import type { RenderedMail } from "./mail-layout.ts";

export type Transport = {
  /** Hands the mail over. @throws whatever the mail server says */
  deliver: (recipient: string, mail: RenderedMail) => Promise<void>;
  /** Whether what was delivered stays in the outbox's table, to be read in the app. */
  keepsMail: boolean;
  close: () => void;
};

/** `inbox`: development keeps its mail; `off`: production without SMTP_URL. */
export function mailMode({ smtpUrl, inbox }: Pick<Config, "smtpUrl" | "inbox">): AuthConfig["mail"] {
  return smtpUrl ? "smtp" : inbox ? "inbox" : "off";
}

/** Milliseconds; together they end before the outbox takes the mail for lost. */
const SMTP_LIMITS = { connectionTimeout: 5_000, greetingTimeout: 5_000, dnsTimeout: 5_000, socketTimeout: 15_000 };

export function createTransport(config: Config, log: FastifyBaseLogger): Transport {
  if (mailMode(config) !== "smtp") {
    return {
      deliver: async (recipient, { subject, link }) => {
        // for the person at the terminal; a log that is kept must not hold a token
        if (config.logPretty) log.info(`Mail to ${recipient}: ${subject} ${link ?? ""}`);
      },
      keepsMail: true,
      close: () => {},
    };
  }
  const smtp = nodemailer.createTransport({
    url: config.smtpUrl,
    pool: true,
    maxConnections: 3,
    // nobody signs a certificate for a mail server of this machine
    tls: { rejectUnauthorized: !isLoopback(config.smtpUrl) },
    ...SMTP_LIMITS,
  });
  return {
    deliver: async (recipient, { subject, text, html }) => {
      await smtp.sendMail({
        from: config.mailFrom,
        to: { name: "", address: recipient },
        subject,
        text,
        html,
        // nobody's holiday note should come back
        headers: { "Auto-Submitted": "auto-generated" },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    keepsMail: false,
    close: () => smtp.close(),
  };
}

const isLoopback = (url = "") => LOCAL_HOSTS.includes(new URL(url).hostname);

/** Whether the mail server has refused this recipient for good, so that another try is pointless. */
export function isRefused(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return code === "EENVELOPE" && responseCode >= 500;
}

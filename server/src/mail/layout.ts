import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";

/** What a mail says. Its only link leads to the app. */
export type MailContent = { subject: string; paragraphs: string[]; action?: { label: string; url: string } };

export type RenderedMail = { subject: string; text: string; html: string; link: string | null };

/** The mail as text and as HTML that loads nothing from elsewhere. */
export function renderMail({ subject, paragraphs, action }: MailContent): RenderedMail {
  const [first = "", ...rest] = paragraphs;
  const text = [first, ...(action ? [`${action.label}:\n${action.url}`] : []), ...rest, `— ${PRODUCT_NAME}`];
  const html = [
    paragraph(escapeHtml(first)),
    ...(action
      ? [paragraph(`<a href="${escapeHtml(action.url)}" style="${BUTTON}">${escapeHtml(action.label)}</a>`)]
      : []),
    ...rest.map((words) => paragraph(escapeHtml(words))),
    paragraph(escapeHtml(PRODUCT_NAME), "color:#736c67"),
  ];
  return {
    subject,
    text: `${text.join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body style="${BODY}">${html.join("")}</body></html>`,
    link: action?.url ?? null,
  };
}

const BODY =
  "margin:0;padding:32px 24px;max-width:520px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1c1a18;background:#ffffff";
const BUTTON =
  "display:inline-block;padding:10px 18px;border-radius:6px;background:#854b12;color:#ffffff;text-decoration:none;font-weight:600";

const paragraph = (content: string, style = "") => `<p style="margin:0 0 16px;${style}">${content}</p>`;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

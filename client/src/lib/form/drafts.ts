import { getShownUser, isStartingAnew } from "../api/windows.ts";
import { whenForgotten } from "../session/session.ts";
import type { Fields } from "./use-checked-form.ts";

const KEPT = "drafts";

/** What was typed, and over which version of what is stored, where that has any. */
export type Draft = { typed: Fields; version?: string };
type Drafts = Record<string, Draft>;
type Kept = { user: string; drafts: Drafts };

/** What the forms on screen have that isn't saved, by their names. */
const open = new Map<string, Draft>();

export function noteDraft(name: string, draft: Draft): void {
  if (Object.keys(draft.typed).length > 0) open.set(name, draft);
  else open.delete(name);
}

export const dropDraft = (name: string) => void open.delete(name);

/** What is typed has been saved or discarded. @returns what brings it back once its form is opened again, if there is any */
export function dropDrafts(): (() => void) | undefined {
  if (open.size === 0) return undefined;
  const dropped = Object.fromEntries(open);
  open.clear();
  return () => keep({ ...readKept(), ...dropped });
}

/** What was typed into a form when its page was left: for the same user, in the same tab. */
export const findDraft = (name: string): Draft => readKept()[name] ?? { typed: {} };

/** Once its form is there again the form has it. */
export function forgetDraft(name: string): void {
  const { [name]: taken, ...others } = readKept();
  if (taken) keep(others);
}

/** Keeps what is typed when the page goes away without the user saving or discarding it. */
function keepDrafts(): void {
  if (open.size > 0) keep({ ...readKept(), ...Object.fromEntries(open) });
}

whenForgotten((how) => {
  if (how === "signed-out") sessionStorage.removeItem(KEPT);
  else keepDrafts();
});

// A reload, or a link that leads out of the app. A page that comes back as it was still has what was typed.
window.addEventListener("pagehide", () => isStartingAnew() || keepDrafts());
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const name of open.keys()) forgetDraft(name);
});

function readKept(): Drafts {
  const { user, drafts } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<Kept>;
  return drafts && user === getShownUser() ? drafts : {};
}

/** Nobody is shown any more when a second request learns of the same end. */
function keep(drafts: Drafts): void {
  const user = getShownUser();
  if (user) sessionStorage.setItem(KEPT, JSON.stringify({ user, drafts } satisfies Kept));
}

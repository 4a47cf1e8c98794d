import { getShownUser } from "../api/windows.ts";
import { whenForgotten } from "../session/session.ts";
import type { Fields } from "./use-checked-form.ts";

const KEPT = "drafts";
type Kept = { user: string; drafts: Record<string, Fields> };

/** What the forms on screen have that isn't saved, by their names. */
const open = new Map<string, Fields>();

export function noteDraft(name: string, typed: Fields): void {
  if (Object.keys(typed).length > 0) open.set(name, typed);
  else open.delete(name);
}

export const dropDraft = (name: string) => void open.delete(name);

/** What was typed into a form when the session ended: for the same user, in the same tab. */
export const findDraft = (name: string): Fields => readKept()[name] ?? {};

/** Once its form is there again the form has it. */
export function forgetDraft(name: string): void {
  const { [name]: taken, ...others } = readKept();
  if (taken) keep(others);
}

whenForgotten((how) => {
  if (how === "signed-out") sessionStorage.removeItem(KEPT);
  else if (open.size > 0) keep({ ...readKept(), ...Object.fromEntries(open) });
});

function readKept(): Kept["drafts"] {
  const { user, drafts } = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<Kept>;
  return drafts && user === getShownUser() ? drafts : {};
}

/** Nobody is shown any more when a second request learns of the same end. */
function keep(drafts: Kept["drafts"]): void {
  const user = getShownUser();
  if (user) sessionStorage.setItem(KEPT, JSON.stringify({ user, drafts } satisfies Kept));
}

const FORGOTTEN_AFTER_MS = 15_000;
const ALL_FORGOTTEN_AFTER_MS = 3_000;

/** When this page changed which orders itself: their events are no news. */
const changedAt = new Map<string, number>();
let manyAt = 0;

export const own = {
  add(ids: readonly string[]) {
    const now = Date.now();
    for (const [id, at] of changedAt) if (now - at > FORGOTTEN_AFTER_MS) changedAt.delete(id);
    for (const id of ids) changedAt.set(id, now);
  },
  /** It has added many, whose ids it does not know. */
  addMany() {
    manyAt = Date.now();
  },
  has: (id: string) =>
    Date.now() - manyAt < ALL_FORGOTTEN_AFTER_MS || Date.now() - (changedAt.get(id) ?? 0) < FORGOTTEN_AFTER_MS,
};

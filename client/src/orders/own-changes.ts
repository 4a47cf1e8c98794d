const FORGOTTEN_AFTER_MS = 15_000;

/** When this page changed which orders itself: their events are no news. */
const changedAt = new Map<string, number>();

export const own = {
  add(ids: readonly string[]) {
    const now = Date.now();
    for (const [id, at] of changedAt) if (now - at > FORGOTTEN_AFTER_MS) changedAt.delete(id);
    for (const id of ids) changedAt.set(id, now);
  },
  has: (id: string) => Date.now() - (changedAt.get(id) ?? 0) < FORGOTTEN_AFTER_MS,
};

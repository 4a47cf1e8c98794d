import { environmentManager, MutationObserver, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { UnreachableError } from "./api.ts";
import { createQueryClient, UNREACHABLE_RETRY_MS } from "./query-client.ts";

afterEach(() => void vi.useRealTimers());

test.each([true, false])(
  "what a form sent is forgotten as soon as the form is gone, its success being %s",
  async (works) => {
    const client = createQueryClient({ onUnauthenticated() {}, onFailure() {} });
    const form = new MutationObserver(client, {
      mutationFn: async (_: { password: string }) => (works ? "done" : Promise.reject(new Error("refused"))),
    });
    const leave = form.subscribe(() => {});
    await form.mutate({ password: "tulip art at 7" }).catch(() => {});
    expect(client.getMutationCache().getAll()).toHaveLength(1);
    leave();
    await vi.waitFor(() => expect(client.getMutationCache().getAll()).toEqual([]));
  },
);

test("a query whose API can't be reached retries on its own until it's back, and then stops", async () => {
  vi.useFakeTimers();
  // Node counts as a server, where nothing is asked for by time
  environmentManager.setIsServer(() => false);
  let isBack = false;
  const ask = vi.fn(async () => (isBack ? "answer" : Promise.reject(new UnreachableError())));
  const observer = new QueryObserver(createQueryClient({ onUnauthenticated() {}, onFailure() {} }), {
    queryKey: ["answer"],
    queryFn: ask,
    retry: false,
  });
  const leave = observer.subscribe(() => {});
  await vi.advanceTimersByTimeAsync(0);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(UNREACHABLE_RETRY_MS);
  expect(ask).toHaveBeenCalledTimes(2);
  isBack = true;
  await vi.advanceTimersByTimeAsync(UNREACHABLE_RETRY_MS);
  expect(observer.getCurrentResult().data).toBe("answer");
  await vi.advanceTimersByTimeAsync(10 * UNREACHABLE_RETRY_MS);
  expect(ask).toHaveBeenCalledTimes(3);
  leave();
  environmentManager.setIsServer(() => true);
});

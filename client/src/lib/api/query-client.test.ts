import { MutationObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { createQueryClient } from "./query-client.ts";

test.each([true, false])(
  "what a form sent is forgotten as soon as the form is gone, its success being %s",
  async (works) => {
    const client = createQueryClient(() => {});
    const form = new MutationObserver(client, {
      mutationFn: async (_: { password: string }) => (works ? "done" : Promise.reject(new Error("refused"))),
    });
    const leave = form.subscribe(() => {});
    await form.mutate({ password: "latte art at 7" }).catch(() => {});
    expect(client.getMutationCache().getAll()).toHaveLength(1);
    leave();
    await vi.waitFor(() => expect(client.getMutationCache().getAll()).toEqual([]));
  },
);

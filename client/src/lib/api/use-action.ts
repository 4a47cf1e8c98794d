import { type UseMutationOptions, type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useCallback, useRef } from "react";

/**
 * A mutation that is sent once: while it is on its way, asking for it again does nothing. A button that is off
 * meanwhile is not enough, since a double click is faster than the page is drawn.
 */
export function useAction<Answer, Body = void, Before = unknown>(
  options: UseMutationOptions<Answer, Error, Body, Before>,
): UseMutationResult<Answer, Error, Body, Before> {
  const running = useRef(false);
  const mutation = useMutation({
    ...options,
    onSettled: (...outcome) => {
      running.current = false;
      return options.onSettled?.(...outcome);
    },
  });
  const mutate: typeof mutation.mutate = (...request) => {
    if (running.current) return;
    running.current = true;
    mutation.mutate(...request);
  };
  const { reset: forget } = mutation;
  const reset = useCallback(() => {
    running.current = false;
    forget();
  }, [forget]);
  return { ...mutation, mutate, reset };
}

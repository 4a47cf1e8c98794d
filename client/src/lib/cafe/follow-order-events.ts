import type { OrderEvent } from "@cafe-app-ai/shared/orders";
import { getConfig } from "../api/config.ts";

/** The server refuses a stream when too many pages are open; the browser then doesn't retry by itself. */
const RETRY_MS = 30_000;

type Listener = {
  onEvent: (event: OrderEvent) => void;
  /** Orders may have changed while no stream was open. */
  onGap: () => void;
};

/**
 * Listens to the café's orders while the page is visible: a hidden one would hold a connection for nothing, and a browser
 * has but a few to a server.
 * @returns how to stop
 */
export function followOrderEvents({ onEvent, onGap }: Listener): () => void {
  let source: EventSource | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(retrying);
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    source = new EventSource(`${getConfig().apiUrl}/api/orders/events`, { withCredentials: true });
    source.addEventListener("orders", ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data)));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) retrying = setTimeout(reopen, RETRY_MS);
    });
  };
  const reopen = () => {
    open();
    onGap();
  };
  const follow = () => (document.visibilityState === "visible" ? reopen() : close());

  if (document.visibilityState === "visible") open();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    close();
  };
}

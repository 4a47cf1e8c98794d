import type { Page } from "@playwright/test";
import type { App } from "./app.ts";

/** What the browser says of requests that found no API. */
export const UNREACHABLE = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|503/;

/** The API can't be reached from this page any more, though it goes on for others. @returns what brings it back */
export async function makeUnreachable(page: Page, { api }: App): Promise<() => Promise<void>> {
  const everything = `${api.url}/**`;
  await page.route(everything, (route) => route.abort("connectionrefused"));
  return () => page.unroute(everything);
}

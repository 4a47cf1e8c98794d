import { CLIENT_ORIGIN, type TestApp } from "../build-test-app.ts";

type Cookie = { value: string; strict: boolean; line: string };

/**
 * A browser that knows the app, its API at `API_URL`, and the provider, which is of another site: a strict cookie does
 * not come along from there.
 */
export function openBrowser({ url: apiUrl, config }: Pick<TestApp, "url" | "config">) {
  const visited: string[] = [];
  const jars = new Map<string, Map<string, Cookie>>();
  const jarOf = (url: string) => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, Cookie>();
    jars.set(origin, jar);
    return jar;
  };

  async function request(url: string, { crossSite = false, headers = {}, ...init }: RequestInit & Crossing = {}) {
    const jar = jarOf(url);
    const cookies = [...jar].filter(([, { strict }]) => !(crossSite && strict));
    const cookie = cookies.map(([name, { value }]) => `${name}=${value}`).join("; ");
    // the API listens elsewhere in a test
    const where = url.startsWith(config.apiUrl) ? apiUrl + url.slice(config.apiUrl.length) : url;
    const response = await fetch(where, {
      ...init,
      redirect: "manual",
      headers: { ...headers, ...(cookie && { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  }

  /** Follows redirects until a page of the app or of the provider is there. */
  async function go(url: string, init: RequestInit = {}): Promise<string> {
    const response = await request(url, { ...init, crossSite: true });
    const location = response.headers.get("location");
    if (location === null) return url;
    const next = new URL(location, url).href;
    visited.push(next);
    return next.startsWith(CLIENT_ORIGIN) ? next.slice(CLIENT_ORIGIN.length) : go(next);
  }

  return {
    /** A page's call of the API. */
    call: async (method: string, path: string, body?: object) => {
      const headers = { origin: CLIENT_ORIGIN, ...(body && { "content-type": "application/json" }) };
      const response = await request(config.apiUrl + path, { method, headers, body: body && JSON.stringify(body) });
      const { data, error } = await response.json();
      return { status: response.status, data, error };
    },
    go,
    /** Where it was redirected to, in this order. */
    visited,
    /** Fills in the provider's page. @returns the path in the app where that leads */
    signInAtProvider: async (url: string, fields: { email: string } | { cancel: "yes" }) => {
      const page = await go(url);
      return go(page, { method: "POST", body: new URLSearchParams(fields) });
    },
    /** A cookie of the API as it was set. */
    cookie: (name: string) => jarOf(config.apiUrl).get(name),
    /** Sets such a cookie again. */
    keepCookie: ({ line }: Cookie) => keep(jarOf(config.apiUrl), line),
    /** Signs out of the provider. */
    forget: (origin: string) => jars.delete(origin),
  };
}

type Crossing = { crossSite?: boolean };

function keep(jar: Map<string, Cookie>, line: string): void {
  const [pair = "", ...attributes] = line.split("; ");
  const name = pair.slice(0, pair.indexOf("="));
  const has = (pattern: RegExp) => attributes.some((attribute) => pattern.test(attribute));
  if (has(/^Max-Age=0$|^Expires=Thu, 01 Jan 1970/i)) jar.delete(name);
  else jar.set(name, { value: pair.slice(name.length + 1), strict: has(/^SameSite=Strict$/i), line });
}

import { setTimeout as sleep } from "node:timers/promises";
import { type Finding, mustBe } from "../../server/drills/support/drill.ts";
import { PASSWORD } from "../../server/src/test/factories.ts";
import { checkBrowser } from "./browser.ts";
import { type Answer, askPlain, createClient, speaksHttp2 } from "./client.ts";
import { DOMAIN, REQUESTS_PER_ADDRESS, type Service } from "./service.ts";

export type Proxy = { ca: string; readLog: () => Promise<string> };
type Client = ReturnType<typeof createClient>;

/** What a proxy in front of the API and the app has to do, seen from its clients. */
export async function* checkProxy(service: Service, { ca, readLog }: Proxy): AsyncGenerator<Finding> {
  const client = createClient(service.port, ca);
  const session = await signUp(service, client);
  yield* await checkBrowser(service, ca);
  yield* await checkTransport(service, client, ca);
  yield* await checkForgery(service, client, session);
  yield* await checkCompression(service, client, session);
  yield* await checkStream(service, client, session);
  yield await checkLog(service, client, session, readLog);
  yield* await checkOutage(service, client);
}

type Session = { authorization: string };
/** Nothing else asks from here. */
const [ADA, EVE, GRACE] = ["127.0.0.2", "127.0.0.3", "127.0.0.4"];
const FORGED = {
  "x-forwarded-for": "203.0.113.9",
  "x-real-ip": "203.0.113.9",
  forwarded: "for=203.0.113.9;proto=http;host=evil.example",
  "x-forwarded-proto": "http",
  "x-forwarded-host": "evil.example",
  "x-request-id": "forged-by-a-client",
};

async function signUp({ apiUrl }: Service, { ask }: Client): Promise<Session> {
  const body = JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: PASSWORD });
  const answer = await ask(`${apiUrl}/api/auth/signup`, { method: "POST", headers: FORGED, body, from: ADA });
  if (answer.status !== 201) throw new Error(`sign-up answered ${answer.status}: ${answer.body}`);
  return { authorization: `Bearer ${JSON.parse(answer.body).data.sessionToken}` };
}

async function checkTransport({ port, httpPort, apiUrl, appOrigin }: Service, { ask }: Client, ca: string) {
  const answers = await Promise.all([ask(`${apiUrl}/health/live`), ask(`${appOrigin}/`)]);
  const plain = await askPlain(httpPort, `app.${DOMAIN}`);
  const stranger = await ask(`https://other.${DOMAIN}:${port}/`).catch(() => undefined);
  return [
    mustBe(
      "HSTS once, and no version, from both",
      answers.every(
        ({ headers }) =>
          headers["strict-transport-security"] === "max-age=31536000; includeSubDomains" &&
          !/\d/.test(`${headers.server ?? ""}`),
      ),
    ),
    mustBe("HTTP/2", (await speaksHttp2(port, `api.${DOMAIN}`, ca)) && (await speaksHttp2(port, `app.${DOMAIN}`, ca))),
    mustBe(
      "plain http leads to https",
      [301, 308].includes(plain.status ?? 0) && plain.location?.startsWith(`https://app.${DOMAIN}`) === true,
      `${plain.status} ${plain.location}`,
    ),
    mustBe("another host name gets nothing", stranger === undefined),
  ];
}

async function checkForgery({ apiUrl }: Service, { ask }: Client, headers: Session) {
  const sessions = JSON.parse((await ask(`${apiUrl}/api/auth/sessions`, { headers })).body).data;
  const { headers: answered } = await ask(`${apiUrl}/health/live`, { headers: FORGED });
  const guess = (from: string, forged: Record<string, string>) =>
    ask(`${apiUrl}/api/auth/signin`, {
      method: "POST",
      headers: forged,
      body: JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: "wrong password" }),
      from,
    });
  const guesses: number[] = [];
  for (let count = 0; count < REQUESTS_PER_ADDRESS + 2; count += 1) {
    guesses.push((await guess(EVE, { ...FORGED, "x-forwarded-for": `203.0.113.${count}` })).status);
  }
  // with the address of the one who is limited
  const other = await guess(GRACE, { "x-forwarded-for": EVE });
  return [
    mustBe("a forged address is not the client's", sessions[0]?.ipAddress === ADA, sessions[0]?.ipAddress),
    mustBe("a forged request id is not the request's", answered["x-request-id"] !== FORGED["x-request-id"]),
    mustBe(
      "addresses in X-Forwarded-For buy no more guesses",
      guesses.slice(0, REQUESTS_PER_ADDRESS).every((status) => status === 401) && guesses.at(-1) === 429,
      guesses.join(", "),
    ),
    mustBe("nor does one client's limit bind another", other.status === 401, `${other.status}`),
  ];
}

async function checkCompression({ apiUrl, appOrigin }: Service, { ask }: Client, session: Session) {
  const url = `${apiUrl}/api/dashboard/data?range=90d`;
  const headers = { ...session, "accept-encoding": "gzip" };
  const dashboard = await ask(url, { headers });
  const again = await ask(url, { headers: { ...headers, "if-none-match": `${dashboard.headers.etag}` } });
  const index = await ask(appOrigin);
  const style = /\/assets\/[^"]+\.css/.exec(index.body)?.[0];
  const asset = await ask(`${appOrigin}${style}`, { headers: { "accept-encoding": "gzip" } });
  const missing = await ask(`${appOrigin}/assets/missing.js`);
  const isGzip = ({ headers }: Answer) => headers["content-encoding"] === "gzip";
  return [
    mustBe("the API's JSON is compressed", isGzip(dashboard)),
    mustBe("and is 304 when it's asked for by its ETag", again.status === 304, `${again.status}`),
    mustBe("the app's style is compressed", isGzip(asset)),
    mustBe("and kept for a year", asset.headers["cache-control"] === "public, max-age=31536000, immutable"),
    mustBe("a missing one isn't", missing.status === 404 && missing.headers["cache-control"] === "no-cache"),
  ];
}

const ORDER = JSON.stringify({ item: "Flat white", category: "Coffee", quantity: 1, totalCents: 420 });

async function checkStream({ apiUrl }: Service, { open, ask }: Client, session: Session) {
  const stream = await open(`${apiUrl}/api/orders/events`, { headers: { ...session, "accept-encoding": "gzip" } });
  const sentAt = performance.now();
  const headers = { ...session, "idempotency-key": crypto.randomUUID() };
  const order = await ask(`${apiUrl}/api/orders`, { method: "POST", headers, body: ORDER });
  let heard = "";
  for await (const chunk of stream.setEncoding("utf8")) {
    heard += chunk;
    if (heard.includes('"created"')) break;
  }
  const ms = Math.round(performance.now() - sentAt);
  // as strong as it left the API, or a change with If-Match would be refused
  const { id } = JSON.parse(order.body).data;
  const shown = await ask(`${apiUrl}/api/orders/${id}`, { headers: { ...session, "accept-encoding": "gzip" } });
  const changed = await ask(`${apiUrl}/api/orders/${id}`, {
    method: "PATCH",
    headers: { ...session, "if-match": `${shown.headers.etag}` },
    body: JSON.stringify({ quantity: 2 }),
  });
  return [
    mustBe("an event comes as it happens, uncompressed", ms < 5000 && !stream.headers["content-encoding"], `${ms} ms`),
    mustBe("an order changes by its ETag", changed.status === 200, `${changed.status}`),
  ];
}

async function checkLog({ apiUrl }: Service, { ask }: Client, session: Session, readLog: Proxy["readLog"]) {
  const { headers } = await ask(`${apiUrl}/health/live`, { headers: { ...session, cookie: "__Host-session=hush" } });
  let log = "";
  // it is written once the answer is out
  for (let attempt = 0; attempt < 20 && !log.includes(`${headers["x-request-id"]}`); attempt += 1) {
    await sleep(100);
    log = await readLog();
  }
  const secret = session.authorization.replace("Bearer ", "");
  return mustBe(
    "the proxy's log has the request's id, and no credential",
    log.includes(`${headers["x-request-id"]}`) && !log.includes(secret) && !log.includes("hush"),
  );
}

async function checkOutage({ apiUrl, appOrigin, stopApi }: Service, { ask }: Client) {
  await stopApi();
  const { status, headers, body } = await ask(`${apiUrl}/api/auth/session`, { headers: { origin: appOrigin } });
  return [
    mustBe(
      "without an API, 503 in the envelope with Retry-After, for the page to read",
      status === 503 &&
        JSON.parse(body).error.code === "SERVICE_UNAVAILABLE" &&
        /^\d+$/.test(headers["retry-after"] ?? "") &&
        headers["access-control-allow-origin"] === appOrigin,
      `${status}`,
    ),
  ];
}

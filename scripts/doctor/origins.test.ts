import { expect, it } from "vitest";
import { checkOrigins } from "./origins.ts";

const LOCAL = {
  apiUrl: "http://localhost:3000",
  clientOrigins: ["http://localhost:5173"],
  cookieSecure: true,
  cookieDomain: undefined,
};
const messages = (settings: Partial<Parameters<typeof checkOrigins>[0]>) =>
  checkOrigins({ ...LOCAL, ...settings }).map(({ level, message }) => `${level} ${message}`);

it.each([
  {},
  { apiUrl: "https://api.example.com", clientOrigins: ["https://app.example.com"], cookieDomain: "example.com" },
  { apiUrl: "https://api.example.co.uk", clientOrigins: ["https://example.co.uk"] },
])("takes what a browser takes: %j", (settings) => {
  expect(messages(settings)).toEqual([expect.stringMatching(/^ok /)]);
});

it.each([
  ["another domain", { apiUrl: "https://api.example.com", clientOrigins: ["https://app.example.org"] }],
  ["another name of this machine", { apiUrl: "http://127.0.0.1:3000" }],
  ["another scheme", { apiUrl: "https://api.example.com", clientOrigins: ["http://app.example.com"] }],
  [
    "another customer of one provider",
    { apiUrl: "https://my-api.netlify.app", clientOrigins: ["https://my-app.netlify.app"] },
  ],
  ["another one under a public suffix", { apiUrl: "https://a.co.uk", clientOrigins: ["https://b.co.uk"] }],
])("says that the cookie won't be sent between the app and %s", (_what, settings) => {
  expect(messages(settings)).toEqual([expect.stringContaining("are different sites")]);
});

it("says that plain http loses the secure cookies", () => {
  const plain = { apiUrl: "http://api.example.com", clientOrigins: ["http://app.example.com"] };
  expect(messages(plain)).toEqual([expect.stringContaining("drops its secure cookies")]);
  expect(messages({ ...plain, cookieSecure: false })).toEqual([expect.stringMatching(/^ok /)]);
});

it.each(["example.org", "com", "app.example.com"])("says that the API may not set cookies for %s", (cookieDomain) => {
  const settings = { apiUrl: "https://api.example.com", clientOrigins: ["https://app.example.com"], cookieDomain };
  expect(messages(settings)).toEqual([expect.stringContaining(`COOKIE_DOMAIN=${cookieDomain} isn't a domain`)]);
});

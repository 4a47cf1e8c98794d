import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CACHE_CONTROL, webHeaders } from "../web-headers.ts";

const readDeployed = (path: string) => readFile(join(import.meta.dirname, "../../deploy", path), "utf8");

it("nginx sends the app's headers, and no others", async () => {
  const template = await readDeployed("spa/default.conf.template");
  const sent = [...template.matchAll(/add_header (\S+) "?([^"\n]+?)"? always;/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect(Object.fromEntries(sent)).toEqual({
    ...webHeaders(["${API_URL}$sentry_origin"]),
    "Cache-Control": "$cache_control",
  });
  for (const value of Object.values(CACHE_CONTROL)) expect(template).toContain(`"${value}";`);
});

it("CloudFront sends them too", async () => {
  const template = await readDeployed("cloudfront/template.yml");
  const { "Content-Security-Policy": policy, ...others } = webHeaders(["${ApiUrl}", "${SentryOrigin}"]);
  expect(template).toContain(`ContentSecurityPolicy: !Sub "${policy}"`);
  expect(others).toEqual({
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
  });
  expect(template).toContain("AccessControlMaxAgeSec: 31536000, IncludeSubdomains: true");
  expect(template).toContain("ContentTypeOptions: { Override: true }");
  expect(template).toContain("FrameOption: DENY");
  expect(template).toContain("ReferrerPolicy: no-referrer");
});

import { cut, type Edit, remove, replace } from "../edit.ts";

export const PROJECT: Edit[] = [
  ...remove(
    "package.json",
    '    "remove-example": "node scripts/remove-example/run.ts",\n',
    '    "db:check-figures": "node --import ./server/src/load-env.ts server/src/commands/check-figures.ts",\n',
    '    "bench:dashboard": "node server/bench/dashboard.ts",\n',
    '    "bench:replicas": "node server/bench/replicas.ts",\n',
    '    "bench:scale": "node server/bench/scale.ts",\n',
  ),
  ...replace(
    "package.json",
    [
      '"bench:form": "npm run bench:form --workspace client --",\n    "drill": "node server/drills/run.ts",\n    "screenshot": "npm run screenshot --workspace client --"',
      '"bench:form": "npm run bench:form --workspace client --",\n    "drill": "node server/drills/run.ts"',
    ],
    ["sign up, sign in and see a dashboard of your café's orders.", "sign up, sign in, and build on it."],
  ),
  ...remove("client/package.json", '    "screenshot": "node e2e/screenshot.ts",\n'),
  ...remove("scripts/check-commands/commands.ts", "  removeExample,\n"),
  ...remove(".github/workflows/ci.yml", "remove-example, "),
  // what a feature may want, though none does at first
  ...replace(
    "knip.json",
    ['"bench/*.ts"]', '"bench/*.ts", "src/http/etag.ts"]'],
    [
      '"client": {}',
      '"client": { "entry": ["src/lib/amount.ts", "src/components/{dialog/side-panel,page/page,problem/empty-state}.tsx"] }',
    ],
  ),
  ...remove("biome.json", '        "scripts/remove-example/edits/**",\n'),
  ...replace("scripts/dev.ts", ["Created a demo account with 90 days of orders.", "Created a demo account."]),
  ...replace("scripts/rename/run.ts", [
    "package.json's description, docs/images (npm run screenshot retakes them)",
    "package.json's description",
  ]),
  ...remove("scripts/rename/run.ts", "  café, orders, dashboard     the example's own words\n"),
  ...replace(
    "scripts/rename/replacements.ts",
    ["    // folders and a setting of PostgreSQL's that are about the orders' café, whoever's product it is\n", ""],
    [
      "(?<![a-z0-9]|src/|shared/|settings/|, \\`)${from.short}(?![a-z0-9/]|\\\\.count_later)",
      "(?<![a-z0-9])${from.short}(?![a-z0-9])",
    ],
  ),
  ...remove(
    "scripts/check-proxies/browser.ts",
    "    await addSampleOrders(page);\n",
    '    await expect(page.getByRole("article")).toHaveCount(4, { timeout: 60_000 });\n',
  ),
  ...replace(
    "scripts/check-proxies/browser.ts",
    ["a browser signs up and sees its orders", "a browser signs up"],
    ['send("/api/orders", "application/json", size)', 'send("/api/auth/signin", "application/json", size)'],
  ),
  ...remove(
    "scripts/check-proxies/browser.ts",
    '  const file = (size: number) => send("/api/orders/import", "text/csv", size);\n',
  ),
  ...cut(
    "scripts/check-proxies/browser.ts",
    '    await expectAnswer("a file of 10 MiB gets',
    '    await expectAnswer("JSON of 64 KiB',
  ),
  ...remove("scripts/check-proxies/browser.ts", "const MiB = 1024 * 1024;\n\n"),
  ...remove("scripts/check-proxies/checks.ts", "  yield* await checkStream(service, client, session);\n"),
  ...cut("scripts/check-proxies/checks.ts", "const ORDER = JSON.stringify", "async function checkLog"),
  ...replace(
    "scripts/check-proxies/checks.ts",
    ["  const url = `${apiUrl}/api/dashboard/data?range=90d`;\n", ""],
    [
      "  const dashboard = await ask(url, { headers });\n",
      "  const document = await ask(`${apiUrl}/api/openapi.json`, { headers });\n",
    ],
    ["isGzip(dashboard)", "isGzip(document)"],
  ),
  ...remove(
    "scripts/check-proxies/checks.ts",
    '  const again = await ask(url, { headers: { ...headers, "if-none-match": `${dashboard.headers.etag}` } });\n',
    '    mustBe("and is 304 when it\'s asked for by its ETag", again.status === 304, `${again.status}`),\n',
  ),
];

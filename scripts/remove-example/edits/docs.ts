import { cut, type Edit, remove, replace } from "../edit.ts";

export const DOCS: Edit[] = [
  ...remove(
    "docs/security.md",
    "| a process works on six imports at once, whoever sends them, and refuses more before it reads their files; slow senders give way | `orders/import/limit-imports.ts` | `orders/import/limit-imports.test.ts` |\n",
    "| nor does a file of blank lines, of bad ones or of many days: an import is read 500 lines at a time, and put in order 5,000 orders at a time | `orders/import/read-import.ts`, `orders/import/import-orders.ts` | `orders/import/read-import.test.ts` |\n",
  ),
  ...cut(
    "README.md",
    '<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="docs/images/dashboard',
    "## Start",
  ),
  ...replace(
    "README.md",
    [
      "people can sign up, sign in and see a dashboard of their café's\norders. Underneath is",
      "people can sign up, sign in and look\nafter their account. Underneath is",
    ],
    [", and how to sign in to a demo café. Emails", ", and how to sign in to a demo account. Emails"],
  ),
  ...remove(
    "README.md",
    "| `npm run remove-example` | removes the example: orders, the café's settings and figures, their tables and tests |\n",
    "| `npm run db:check-figures` | compare the dashboard's figures with the orders, and correct them |\n",
    '# 90 days of sample orders, then the dashboard\ncurl --silent --cookie cookies.txt --request POST "$API/api/orders/sample"\n',
  ),
  ...replace("README.md", [
    'curl --silent --cookie cookies.txt "$API/api/dashboard/data?range=7d',
    '# the dashboard\ncurl --silent --cookie cookies.txt "$API/api/dashboard/data?range=7d',
  ]),
  ...replace(
    "AGENTS.md",
    [
      "people sign up, sign in, and see a dashboard of their café's orders. `server` is a",
      "people sign up, sign in, and look after their account. `server` is a",
    ],
    ["npx vitest run server/src/orders              #", "npx vitest run server/src/auth/sessions       #"],
    ["named by its verb (`create-order.ts`)", "named by its verb (`sign-up.ts`)"],
    [
      "`server/src/orders/order`, `server/src/auth/passkeys`, `client/src/dashboard`",
      "`server/src/auth/passkeys`, `server/src/auth/activity`, `client/src/settings/passkeys`",
    ],
  ),
  ...cut("docs/first-week.md", "## Take out the example", "## Make the first account"),
  ...cut("CONTRIBUTING.md", "Orders are an example that people remove", "A commit leaves the tests green"),
  ...replace(
    "CONTRIBUTING.md",
    ["By hand, with orders as the example:", "By hand:"],
    [
      "`shared/src/orders.ts` describes what goes in and out, once.",
      "a file in `shared/src` describes what goes in and out, once.",
    ],
    [
      "`server/src/orders/order/routes.ts` is a plugin whose handlers",
      "`server/src/auth/passkeys/routes.ts` is a plugin whose handlers",
    ],
    [
      "`order/create-order.ts`, `list/list-orders.ts`. Whose rows",
      "`list-passkeys.ts`, `rename-passkey.ts`. Whose rows",
    ],
    [
      "`client/src/orders/` with `orders-page.tsx`, `queries.ts`",
      "a folder in `client/src` with its page, `queries.ts`",
    ],
    ['`translate("orders/list/messages", { … })`', '`translate("settings/data/messages", { … })`'],
    ["npx vitest run server/src/dashboard\n", "npx vitest run server/src/session\n"],
  ),
  ...remove("CONTRIBUTING.md", "`npm run screenshot` takes the README's pictures anew (`docs/images/`).\n\n"),
  ...replace(
    "docs/architecture.md",
    ["  dashboard/ orders/ cafe/ health/ inbox/", "  dashboard/ health/ inbox/"],
    ["migrate, seed, reset, user, mail, check-figures", "migrate, seed, reset, user, mail"],
    ["  dashboard/ orders/ inbox/\n", "  dashboard/ inbox/\n"],
    ["| `server/src/auth`, `dashboard`, `orders`, `cafe`, `health`", "| `server/src/auth`, `dashboard`, `health`"],
    ["| `client/src/auth`, `dashboard`, `orders`, `settings`", "| `client/src/auth`, `dashboard`, `settings`"],
    ["| imports, exports and sample orders | five", "| exports | five"],
    [
      "\n`orders` with `order_figures`, `order_items` and `cafes` (settings and a version), `idempotency_keys`; Better",
      "\n`idempotency_keys`; Better",
    ],
    [
      "`dashboard-page.tsx` → `dashboard/queries.ts` → `lib/api/api.ts` ⇒ `app.ts` (the signed-in scope) → `dashboard/routes.ts` →\n`dashboard/compute-dashboard.ts` → `app.db`.",
      "`activity-page.tsx` → `settings/activity/queries.ts` → `lib/api/api.ts` ⇒ `app.ts` (the signed-in scope) →\n`auth/activity/routes.ts` → `auth/activity/list-activity.ts` → `app.db`.",
    ],
  ),
  ...remove(
    "docs/architecture.md",
    "| imports | six at once in a process: then 503 with `Retry-After`; after 5 s, who still sends a file gives way to the next |\n",
  ),
  ...replace(
    "docs/security.md",
    ["for ten orders and a million", "for ten rows and a million"],
    ["five imports, exports and sample orders run at once", "five exports run at once"],
  ),
  ...replace(
    "docs/deploy.md",
    ["(64 KiB, 10 MiB for an import) and pass events on", "(64 KiB) and pass requests on"],
    ["It's worth it once an hour of orders is more", "It's worth it once an hour of changes is more"],
    [
      "PostgreSQL's own: migrations, live events and `npm run db:check-figures` need a connection that stays theirs",
      "PostgreSQL's own: migrations need a connection that stays theirs",
    ],
  ),
  ...cut("docs/scale.md", "## What a request costs", "## Connections"),
  ...replace(
    "docs/scale.md",
    ["This page says what to do when, and what was measured for it.", "This page says what to do when."],
    [", one for readiness, and one for live events once somebody listens.", " and one for readiness."],
    ["the two others of each replica go past it", "the other one of each replica goes past it"],
  ),
  ...cut("docs/scale.md", "| `orders` | every order", "| `sessions` |"),
  ...cut("docs/scale.md", "`orders` is the only one", "**Every table carries"),
  ...cut("docs/scale.md", "- **Live events** go", "- **Mail, cleaning up"),
  ...replace("docs/decisions/0012-mail.md", [
    "may have added. Orders stay, and so does",
    "may have added. The account's data stays, and so does",
  ]),
  ...replace("docs/decisions/0015-account-changes.md", [
    "Measured by `npm run bench:scale` on two cores",
    "Measured on two cores",
  ]),
  ...cut("docs/decisions/0015-account-changes.md", "| export of a million orders", "| deletion of that account"),
  ...replace("docs/decisions/0018-tests.md", [
    "its sample orders were made in UTC days",
    "its rows were made in UTC days",
  ]),
  ...replace("docs/decisions/0018-tests.md", ["an import's orders had left", "imported rows had left"]),
  ...replace("docs/decisions/0026-commands-for-the-project.md", [
    " So the orders' café, which is the example's, stays. It reads",
    " It reads",
  ]),
  ...replace("docs/decisions/0022-overload.md", [
    "five imports, exports and sample orders at once",
    "five exports at once",
  ]),
  ...remove(
    "docs/decisions/0022-overload.md",
    " **Imports**: six at once in a process, whoever sends them, then 503\nbefore the file is read: each holds up to 10 MB, and accounts are free (`orders/import/limit-imports.ts`). Two are written at once.",
  ),
  ...replace("docs/decisions/0023-slices-and-boundaries.md", ["let `../../orders` pass", "let `../../health` pass"]),
  ...replace("docs/decisions/0024-palette.md", [
    "stays right while orders come in",
    "stays right while entries come in",
  ]),
  ...replace(
    "docs/decisions/0025-languages.md",
    ['`translate("orders/messages"', '`translate("settings/messages"'],
    [
      ", the names of CSV columns and of time zones, and the sample orders, which are data.",
      " and the names of time zones.",
    ],
  ),
];

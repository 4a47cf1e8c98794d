import { cut, type Edit, remove, replace } from "../edit.ts";

export const SERVER: Edit[] = [
  ...cut(
    "server/src/app.ts",
    '    await signedIn.register(orderListRoutes, { prefix: "/api/orders", config });\n',
    "    await signedIn.register(cafeRoutes,",
  ),
  ...remove("server/src/app.ts", '    await signedIn.register(cafeRoutes, { prefix: "/api/settings" });\n'),
  ...cut(
    "server/src/database/schema.ts",
    "/** An account's café:",
    "/** The first answer to a request that may be repeated",
  ),
  ...cut("server/src/http/envelope.ts", "/** Streams a response that isn't an envelope. */", "const failure = "),
  ...remove(
    "server/src/database/clean-up.ts",
    "    { table: orders, column: orders.deletedAt, before: hoursAgo(RESTORE_HOURS) },\n",
  ),
  ...replace("server/src/auth/account/account-removal.ts", [
    `        this.#db.transaction(async (tx) => {
          // nobody reads a closed account's figures, so the triggers skip them
          await tx.execute(sql\`select set_config('cafe.count_later', 'on', true)\`);
          return tx.execute(sql\`delete from \${table} where ctid in (\${rows})\`);
        }),
`,
    "        this.#db.execute(sql`delete from ${table} where ctid in (${rows})`),\n",
  ]),
  ...remove(
    "server/src/auth/account/export-account.ts",
    "  orders,\n",
    "    db.select({ currency: cafes.currency, timezone: cafes.timezone }).from(cafes).where(eq(cafes.userId, user.id)),\n",
    "    settings: settings ?? DEFAULT_CAFE_SETTINGS,\n",
  ),
  ...replace("server/src/auth/account/export-account.ts", ["pendingMails, [settings]]", "pendingMails]"]),
  ...cut("shared/src/instant.ts", "\nexport const PlacedAtSchema", ""),
  ...replace("server/src/auth/account/export-account.ts", ["so a million orders need", "so a million rows need"]),
  ...cut(
    "server/src/commands/seed.ts",
    "    const samples = await app.inject({",
    '    await app.inject({ method: "POST", url: "/api/auth/signout"',
  ),
  ...remove("server/src/commands/seed.ts", 'import { localTimezone } from "@cafe-app-ai/shared/common";\n'),
  ...replace("server/src/commands/seed.ts", [
    " * Makes the demo account with 90 days of orders, the way",
    " * Makes the demo account, the way",
  ]),
  ...replace("server/src/limits/at-once.ts", ["Too many imports and exports at once", "Too many exports at once"]),
  ...remove(
    "shared/src/auth/export.ts",
    "  settings: CafeSettingsSchema,\n",
    "  orders: Type.Array(ExportedOrderSchema),\n",
  ),
  ...remove("shared/src/instant.ts", "const DAY_MS = 86_400_000;\n", 'FormatRegistry.Set("placed-at", isPlacedAt);\n'),
  ...cut("shared/src/instant.ts", "/** Whether an order may be placed", "/** An exact time in a request. */"),
];

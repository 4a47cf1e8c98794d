import { cut, type Edit, remove, replace } from "../edit.ts";

export const CLIENT: Edit[] = [
  ...replace("client/index.html", ["Your café's orders and revenue at a glance.", "Sign in to your account."]),
  ...remove(
    "client/src/mantine.css",
    ...["FloatingIndicator", "Combobox", "InlineInput", "Progress", "SegmentedControl", "Switch"].map(
      (name) => `@import "@mantine/core/styles/${name}.css";\n`,
    ),
  ),
  ...replace("client/src/mantine.css", [
    '@import "@mantine/core/styles/Center.css";\n',
    '@import "@mantine/core/styles/Center.css";\n@import "@mantine/core/styles/Code.css";\n',
  ]),
  ...replace("client/public/favicon.svg", [
    `  <path d="M8.5 12h12v6.5a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5z" fill="#fff"/>
  <path d="M20.5 13.5H22a2.75 2.75 0 0 1 0 5.5h-1.5" fill="none" stroke="#fff" stroke-width="2"/>
`,
    `  <path d="M9 21.5v-6M16 21.5v-11M23 21.5v-8" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>
`,
  ]),
  ...replace(
    "client/src/router.tsx",
    ['"orders" for `/orders/new`', '"settings" for `/settings/data`'],
    ['["", "orders", "settings"', '["", "settings"'],
  ),
  ...cut("client/src/router.tsx", "const OrdersPage = signedInPage(", '  section === "orders",\n'),
  ...remove("client/src/router.tsx", '  section === "orders",\n);\n'),
  ...remove(
    "client/src/router.tsx",
    'const CafePage = page(async () => (await import("./settings/cafe/cafe-page.tsx")).CafePage);\n',
    '                <Route path="/orders/:panel?" element={<OrdersPage />} />\n',
    '                <Route path="/settings/cafe" element={<CafePage />} />\n',
  ),
  ...remove("client/src/settings/settings-page.tsx", '  { to: "/settings/cafe", label: settingsMessages.cafe },\n'),
  ...remove("client/src/settings/messages.ts", '  cafe: "Café",\n'),
  ...remove("client/src/settings/messages.de.ts", '  cafe: "Café",\n'),
  ...replace(
    "client/src/settings/data/messages.ts",
    ["Everything we store about you and your orders, as", "Everything we store about you, as"],
    ['"your orders and dashboard data", ', ""],
  ),
  ...replace(
    "client/src/settings/data/messages.de.ts",
    ["über Sie und Ihre Bestellungen speichern", "über Sie speichern"],
    ['"Ihre Bestellungen und Zahlen", ', ""],
  ),
  ...remove("client/src/shell/navigation.tsx", '  { to: "/orders", label: messages.orders, icon: IconReceipt },\n'),
  ...remove("client/src/shell/shell.tsx", "  useCafeSettings();\n"),
  ...remove(
    "client/src/shell/palette/commands.tsx",
    '  { label: messages.orders, icon: IconReceipt, to: "/orders" },\n',
    '  { label: messages.settingsPages.cafe, icon: IconSettings, to: "/settings/cafe" },\n',
    '    { label: messages.addOrder, icon: IconPlus, to: "/orders/new" },\n',
    '    { label: messages.importOrders, icon: IconUpload, to: "/orders/import" },\n',
  ),
  ...replace(
    "client/src/shell/palette/palette.tsx",
    ["Pages, actions and orders by", "Pages and actions by"],
    ["type Entry = Command & { id: string; detail?: string };", "type Entry = Command & { id: string };"],
    ["{entry.detail ?? (entry.keys && <Kbd>{entry.keys}</Kbd>)}", "{entry.keys && <Kbd>{entry.keys}</Kbd>}"],
  ),
  ...cut("client/src/shell/palette/palette.tsx", "  const [searched] = useDebouncedValue", "  const groups = ["),
  ...remove(
    "client/src/shell/palette/palette.tsx",
    "    { label: messages.orders, entries: words ? [...orders, all] : [] },\n",
    "      {isError && <p className={classes.problem}>{messages.searchFailed}</p>}\n",
  ),
  ...cut("client/src/shell/palette/palette.module.css", "\n.problem {", ""),
  ...remove(
    "client/src/shell/messages.ts",
    '  orders: "Orders",\n',
    '    cafe: "Café",\n',
    "  searchOrders: (words: string) => `Search orders for “${words}”`,\n",
    '  searchFailed: "Couldn\'t search orders",\n',
    '  addOrder: "Add order",\n',
    '  importOrders: "Import orders",\n',
    '  chartKeys: "In the chart: previous or next day",\n',
    '  chartEnds: "In the chart: first or last day",\n',
    '  selectRange: "In orders: select a range",\n',
    '  click: "click",\n',
  ),
  ...replace(
    "client/src/shell/messages.ts",
    ["Search pages, actions and orders", "Search pages and actions"],
    ["Close, or clear the chart's selected day", "Close"],
  ),
  ...remove(
    "client/src/shell/messages.de.ts",
    '  orders: "Bestellungen",\n',
    '    cafe: "Café",\n',
    "  searchOrders: (words) => `Bestellungen nach „${words}“ durchsuchen`,\n",
    '  searchFailed: "Die Bestellungen konnten nicht durchsucht werden",\n',
    '  addOrder: "Bestellung hinzufügen",\n',
    '  importOrders: "Bestellungen importieren",\n',
    '  chartKeys: "Im Diagramm: ein Tag zurück oder vor",\n',
    '  chartEnds: "Im Diagramm: erster oder letzter Tag",\n',
    '  selectRange: "In den Bestellungen: bis hier auswählen",\n',
    '  click: "Klick",\n',
  ),
  ...remove(
    "client/src/shell/palette/shortcuts-dialog.tsx",
    '  { keys: ["←", "→"], does: messages.chartKeys },\n',
    '  { keys: ["Home", "End"], does: messages.chartEnds },\n',
    '  { keys: ["Shift", messages.click], does: messages.selectRange },\n',
  ),
  ...replace(
    "client/src/shell/messages.de.ts",
    ["Schließen, oder den Tag im Diagramm verlassen", "Schließen"],
    ["Seiten, Aktionen und Bestellungen suchen", "Seiten und Aktionen suchen"],
  ),
  ...cut("client/src/components/toast/toast.ts", "/** Tells how far something is", "/** Says what did not happen"),
  ...replace("client/src/components/toast/toast.ts", ["export const closable", "const closable"]),
  ...replace("client/src/components/badge.tsx", ["export type Tone", "type Tone"]),
  ...cut("client/src/lib/format.ts", "/** Such as 1.8: to one decimal. */", "/** A ratio as a percentage"),
  ...cut("client/src/lib/format.ts", "let cafeTimezone: string", "export const readerTimezone"),
  ...replace(
    "client/src/lib/format.ts",
    [
      "Everything here is in the reader's own locale, and in the café's time zone or else the reader's.",
      "Everything here is in the reader's own locale and time zone.",
    ],
    ["export const readerTimezone = ", "export const timezone = "],
    ["The year that it is in the café.", "The year that it is for the reader."],
  ),
  ...remove("client/src/lib/format.ts", "export const timezone = () => cafeTimezone ?? readerTimezone();\n"),
  // the accent's shades may be others by now
  ...cut("client/src/theme.ts", '    "--fall": "#b42318",\n', "  },\n  dark: {", '    "--fall": "#b42318",\n'),
  ...cut("client/src/theme.ts", '    "--fall": "#ff8a80",\n', "  },\n});", '    "--fall": "#ff8a80",\n'),
  ...replace("client/src/components/form/password/new-password-field.module.css", [
    "var(--chart-revenue)",
    "var(--mantine-primary-color-filled)",
  ]),
  ...cut("client/src/lib/language/sentences.de.ts", "  // of orders\n", '  "Too many imports and exports at once'),
  ...replace(
    "client/src/lib/language/sentences.de.ts",
    [
      "Too many imports and exports at once. Wait until one finishes",
      "Too many exports at once. Wait until one finishes",
    ],
    [
      "Zu viele Importe und Exporte auf einmal. Warten Sie, bis einer fertig ist",
      "Zu viele Exporte auf einmal. Warten Sie, bis einer fertig ist",
    ],
  ),
  ...cut(
    "client/src/lib/language/sentences.de.ts",
    '  "1 row has errors, so nothing',
    "};\n\n/** Sentences with a number",
  ),
  ...cut(
    "client/src/lib/language/sentences.de.ts",
    "  [\n    /^Write the amount in (\\S+) without",
    "  [/^Too many attempts",
  ),
  ...replace("client/src/theme.ts", [
    "Espresso at the dark end, amber at the light",
    "Dark brown at one end, amber at the other",
  ]),
];

import { cut, type Edit, remove, replace } from "../edit.ts";

export const DRILLS: Edit[] = [
  ...cut("server/drills/crash.ts", "export const apiCrash: Drill = {", "const WITHIN ="),
  ...cut("server/drills/crash.ts", "const untilWithinTransaction", "async function askUntil"),
  ...cut("server/drills/crash.ts", "\nasync function count(", ""),
  ...remove(
    "server/drills/crash.ts",
    'const ORDER = JSON.stringify({ item: "Flat white", category: "Coffee", quantity: 1, totalCents: 420 });\n',
  ),
  ...replace("server/drills/run.ts", ["import { apiCrash, connectionCrash }", "import { connectionCrash }"]),
  ...remove("server/drills/run.ts", '  "api-crash": apiCrash,\n'),
  ...replace(
    "server/drills/overload.ts",
    ['const PATH = "/api/orders";', 'const PATH = "/api/auth/activity";'],
    ["import { insertSampleOrders, signUp,", "import { signUp,"],
  ),
  ...remove(
    "server/drills/overload.ts",
    "    for (const { headers } of people) await insertSampleOrders(api.url, headers);\n",
  ),
  ...cut("server/drills/support/world.ts", "\n/** 90 days of orders for somebody. */", ""),
  ...cut("server/drills/database/pooler.ts", "async function hearsOfChange", "/** Of all of the pooler's connections"),
  ...remove(
    "server/drills/database/pooler.ts",
    '      mustBe("one replica hears of the other\'s change", await hearsOfChange(first.url, second.url, ada)),\n',
  ),
  ...replace("server/drills/database/pooler.ts", [
    `    // those that listen, and the holder's; none is left waiting behind
    atMost("PostgreSQL's connections meanwhile", held, SERVER_CONNECTIONS + 3),`,
    `    // and the holder's; none is left waiting behind
    atMost("PostgreSQL's connections meanwhile", held, SERVER_CONNECTIONS + 1),`,
  ]),
  ...cut("server/drills/backup.ts", "  for (const { headers } of people) {", "  const [ada] = people;"),
  ...replace(
    "server/drills/backup.ts",
    [
      "/** Accounts with orders. @returns one of them, and what its dashboard shows */",
      "/** @returns one of the accounts, and its session */",
    ],
    [
      `  const answer = await fetch(\`\${api.url}/api/dashboard/data?range=90d\`, { headers: ada.headers });
  return { ada, dashboard: JSON.stringify((await answer.json()).data) };`,
      `  const answer = await fetch(\`\${api.url}/api/auth/session\`, { headers: ada.headers });
  return { ada, session: JSON.stringify((await answer.json()).data) };`,
    ],
    ["const { ada, dashboard } = await fill(before);", "const { ada, session } = await fill(before);"],
    [
      `  const answer = await fetch(\`\${api.url}/api/dashboard/data?range=90d\`, { headers: ada.headers });
  const figures = JSON`,
      `  const answer = await fetch(\`\${api.url}/api/auth/session\`, { headers: ada.headers });
  const restoredSession = JSON`,
    ],
    [
      'mustBe("a session from before sees the same dashboard", answer.ok && figures === dashboard,',
      'mustBe("a session from before is as it was", answer.ok && restoredSession === session,',
    ],
    ['name !== "public.orders"', 'name !== "public.accounts"'],
  ),
  ...cut("server/drills/database/database-full.ts", "const addOrders = (", "/** A file system in memory"),
  ...replace(
    "server/drills/database/database-full.ts",
    ["const refused = await addOrders(api.url, headers);", "const refused = await signUpMany(api.url);"],
    [
      'mustBe("what needs room is refused with 503", refused.status === 503, `${refused.status}`)',
      'mustBe("what needs room is refused with 503", refused.includes(503), refused.join(" "))',
    ],
    ["timeUntil(201, () => addOrders(api.url, headers))", "timeUntil(201, () => signUpOne(api.url))"],
    ["once there is room, orders are added after", "once there is room, people sign up after"],
    [
      "/** A file system in memory",
      `const signUpOne = (apiUrl: string) =>
  fetch(\`\${apiUrl}/api/auth/signup\`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: \`\${crypto.randomUUID()}@example.com\`, password: PASSWORD }),
  });

/** More than the room that is left in the tables' last pages. @returns the statuses that there were */
async function signUpMany(apiUrl: string): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: 60 }, () => signUpOne(apiUrl)));
  return [...new Set(answers.map(({ status }) => status))];
}

/** A file system in memory`,
    ],
    [
      'import { atMost, type Drill, mustAnswer, mustBe } from "../support/drill.ts";',
      'import { PASSWORD } from "../../src/test/factories.ts";\nimport { atMost, type Drill, mustAnswer, mustBe } from "../support/drill.ts";',
    ],
  ),
];

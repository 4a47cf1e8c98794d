import { createHash } from "node:crypto";
import { DashboardSchema } from "@cafe-app-ai/shared/dashboard";
import type { Question } from "./compute-dashboard.ts";

/** Changes with the shape of the answer, so that no client keeps one of another release. */
const SHAPE = createHash("sha256").update(JSON.stringify(DashboardSchema)).digest("base64url");

/** Names an answer before it is computed: whose it is, what was asked, the version of the orders, and today. */
export function dashboardEtag({ owner, range, timezone, compare }: Question, version: number, today: string) {
  const parts = [SHAPE, owner, range, timezone, compare, version, today];
  return `"${createHash("sha256").update(parts.join(" ")).digest("base64url")}"`;
}

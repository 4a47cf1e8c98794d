import type { Edit } from "../edit.ts";
import { CLIENT } from "./client.ts";
import { DEPLOYMENT } from "./deployment.ts";
import { DOCS } from "./docs.ts";
import { DRILLS } from "./drills.ts";
import { PROJECT } from "./project.ts";
import { SERVER } from "./server.ts";
import { TESTS } from "./tests.ts";

/** What goes from files that stay, in the order in which it is done. */
export const EDITS: Edit[] = [...SERVER, ...CLIENT, ...TESTS, ...DRILLS, ...PROJECT, ...DEPLOYMENT, ...DOCS];

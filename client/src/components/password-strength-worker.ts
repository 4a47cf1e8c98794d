import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import type { Strength, StrengthQuestion } from "./use-password-strength.ts";

// A worker, because the dictionaries take a phone a second to unpack. Beyond 64 characters an estimate only costs time.
const estimator = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs, maxLength: 64 });
/** What the server refuses. */
const refused = new Set<string | number>(common["passwords-common"]);

addEventListener("message", ({ data }: MessageEvent<StrengthQuestion>) => {
  const { score, feedback } = estimator.check(data.password, data.personal);
  const isRefused = refused.has(data.password.toLowerCase());
  postMessage({ score, weakness: isRefused ? "common" : feedback.warning } satisfies Strength);
});

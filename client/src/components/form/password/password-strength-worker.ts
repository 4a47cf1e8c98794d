import { findWeakness } from "@cafe-app-ai/shared/auth/weak-password";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import type { Strength, StrengthQuestion } from "./use-password-strength.ts";

// A worker, because the dictionaries take a phone a second to unpack. Beyond 64 characters an estimate only costs time.
const estimator = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs, maxLength: 64 });

addEventListener("message", ({ data }: MessageEvent<StrengthQuestion>) => {
  const { score, feedback } = estimator.check(data.password, data.personal);
  const refusal = findWeakness(data.password, data.email);
  postMessage({ score, weakness: feedback.warning, refusal } satisfies Strength);
});

import { type Outcome, statuses } from "./load.ts";

/** A fault, made for real, against what the service promises about it. */
export type Drill = {
  /** The promise, in a line. */
  promise: string;
  /** What it needs and this machine doesn't have, such as a program; nothing where it can run. */
  missing?: () => string | undefined;
  /** Does the harm and looks. It cleans up whatever it has started. */
  run: () => Promise<Finding[]>;
};

export type Finding = { what: string; measured: string; kept: boolean };

/** A figure that must not exceed a bar. */
export const atMost = (what: string, value: number, bar: number, unit = ""): Finding => ({
  what,
  measured: `${Math.round(value).toLocaleString("en")}${unit && ` ${unit}`} (at most ${bar.toLocaleString("en")})`,
  kept: value <= bar,
});

/** Something that must be so. */
export const mustBe = (what: string, kept: boolean, measured = kept ? "yes" : "no"): Finding => ({
  what,
  measured,
  kept,
});

/** Everybody was answered, if only that it can't be done now. */
export const mustAnswer = (outcomes: Outcome[]): Finding =>
  mustBe(
    "every answer is 200 or 503",
    outcomes.every(({ status }) => [200, 503].includes(status)),
    statuses(outcomes),
  );

/** What one check has found; `problem` makes the command end with 1. */
export type Finding = {
  check: string;
  level: "ok" | "warning" | "problem";
  message: string;
  /** What to do about it. */
  remedy?: string;
};

export const ok = (check: string, message: string): Finding => ({ check, level: "ok", message });
export const warning = (check: string, message: string, remedy: string): Finding => ({
  check,
  level: "warning",
  message,
  remedy,
});
export const problem = (check: string, message: string, remedy: string): Finding => ({
  check,
  level: "problem",
  message,
  remedy,
});

import type { CSSProperties } from "react";
import classes from "./sum.module.css";

/** An amount in a column: a long one is set smaller rather than cut. */
export const Sum = ({ children }: { children: string }) => (
  <div className={classes.sum}>
    <span style={{ "--characters": children.length } as CSSProperties}>{children}</span>
  </div>
);

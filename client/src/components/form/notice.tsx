import type { ReactNode } from "react";
import classes from "./notice.module.css";

/** What one should know about a form, above it. */
export const Notice = ({ children }: { children: ReactNode }) => (
  <div role="status" className={classes.notice}>
    {children}
  </div>
);

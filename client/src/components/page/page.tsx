import type { ReactNode } from "react";
import { useKeptFocus } from "../dialog/use-kept-focus.ts";
import classes from "./page.module.css";

/** A page whose parts come and go: its heading has the focus when what had it is gone. */
export function Page({ children }: { children: ReactNode }) {
  const { props } = useKeptFocus<HTMLDivElement>();
  return (
    <div className={classes.page} {...props}>
      {children}
    </div>
  );
}

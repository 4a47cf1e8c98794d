import { useEffect, useRef } from "react";
import { usePageTitle } from "../../lib/use-page-title.ts";
import classes from "./page-heading.module.css";

/** The first page of a visit leaves the focus where the browser puts it. */
let firstHeading: HTMLElement | null = null;

/** The page's one `h1`: names the browser tab too, and takes the focus after a change of page. */
export function PageHeading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);

  usePageTitle(children);

  useEffect(() => {
    firstHeading ??= heading.current;
    if (heading.current !== firstHeading) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <h1 ref={heading} tabIndex={-1} className={classes.heading}>
      {children}
    </h1>
  );
}

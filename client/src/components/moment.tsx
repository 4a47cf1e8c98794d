import { Tooltip } from "@mantine/core";
import { formatMoment, formatMomentFull } from "../lib/format.ts";
import classes from "./moment.module.css";

type MomentProps = { at: string; children?: string };

/** A time in short, in full on hover and focus. It reads in its own direction: an Arabic date in an English line. */
export function Moment({ at, children = formatMoment(at) }: MomentProps) {
  return (
    <Tooltip label={formatMomentFull(at)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the full time must be within reach of the keyboard */}
      <time dateTime={at} dir="auto" tabIndex={0} className={classes.moment}>
        {children}
      </time>
    </Tooltip>
  );
}

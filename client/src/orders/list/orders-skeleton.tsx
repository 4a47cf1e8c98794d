import { Skeleton } from "@mantine/core";
import { PAGE_SIZE } from "../list-state.ts";
import classes from "./orders-skeleton.module.css";
import pagerClasses from "./pager.module.css";

const ROWS = Array.from({ length: PAGE_SIZE }, (_, index) => index);

/** As high as a page of orders. */
export function OrdersSkeleton({ inCards }: { inCards: boolean }) {
  return (
    <div aria-hidden>
      {!inCards && <div className={classes.head} />}
      {ROWS.map((row) => (
        <div key={row} className={inCards ? classes.card : classes.row}>
          <Skeleton height={12} width="24%" />
          <Skeleton height={12} width="16%" />
        </div>
      ))}
      <div className={pagerClasses.pager} />
    </div>
  );
}

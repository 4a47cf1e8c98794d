import { Skeleton } from "@mantine/core";
import { PAGE_SIZE } from "../list-state.ts";
import classes from "./orders-list.module.css";

const ROWS = Array.from({ length: PAGE_SIZE }, (_, index) => index);

/** As high as a page of orders. */
export function OrdersSkeleton({ inCards }: { inCards: boolean }) {
  return (
    <div aria-hidden>
      {!inCards && <div className={classes.row} />}
      {ROWS.map((row) => (
        <div key={row} className={inCards ? classes.waitingCard : classes.waitingRow}>
          <Skeleton height={12} width="24%" />
          <Skeleton height={12} width="16%" />
        </div>
      ))}
      <div className={classes.pager} />
    </div>
  );
}

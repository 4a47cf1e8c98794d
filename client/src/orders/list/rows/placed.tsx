import { Moment } from "../../../components/moment.tsx";
import { formatAgo } from "../../../lib/format.ts";
import { useMinute } from "../use-minute.ts";

/** How long ago, kept true while the page is open. */
export const Placed = ({ at }: { at: string }) => <Moment at={at}>{formatAgo(at, useMinute())}</Moment>;

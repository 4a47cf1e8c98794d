import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useShown } from "../../lib/api/use-shown.ts";
import { FIRST_PAGE, type ListState, toFilters, VIEWS, type View, writeListState } from "../list-state.ts";
import { ordersMessages } from "../messages.ts";
import { orderCountQuery } from "../queries.ts";
import { messages } from "./messages.ts";
import classes from "./views.module.css";

/** The views as links, each with how many orders it shows under the filters that are set. */
export function Views({ list }: { list: ListState }) {
  return (
    <nav aria-label={messages.viewsLabel} className={classes.views}>
      {VIEWS.map((view) => (
        <ViewLink key={view} view={view} list={list} />
      ))}
    </nav>
  );
}

function ViewLink({ view, list }: { view: View; list: ListState }) {
  const target = { ...list, ...withoutOwn(view), ...FIRST_PAGE, view };
  const { shown } = useShown(useQuery(orderCountQuery(toFilters(target))));
  return (
    <Link
      to={{ pathname: "/orders", search: writeListState(target) }}
      className={classes.view}
      aria-current={list.view === view ? "page" : undefined}
    >
      {messages.views[view]}{" "}
      <span className={classes.count}>
        {shown && ordersMessages.counted(shown.data.total, shown.data.totalIsCapped)}
      </span>
    </Link>
  );
}

/** A view takes the place of the filter that it is made of. */
function withoutOwn(view: View): Partial<ListState> {
  if (view === "all") return {};
  return view === "today" ? { from: undefined, to: undefined } : { status: undefined };
}

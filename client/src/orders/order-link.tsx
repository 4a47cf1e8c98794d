import type { MouseEvent, ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { inPanel } from "./use-list.ts";

type OrderLinkProps = { to: string; className?: string; children: ReactNode };

/** Opens a panel over the list as it is. */
export function OrderLink({ to, ...props }: OrderLinkProps) {
  const location = useLocation();
  /** A double click leads there once: the way back would lead to it again. */
  const onClick = (event: MouseEvent) => {
    if (window.location.pathname === `/orders/${to}`) event.preventDefault();
  };
  return (
    <Link
      to={{ pathname: `/orders/${to}`, search: location.search }}
      state={inPanel(location.state)}
      onClick={onClick}
      {...props}
    />
  );
}

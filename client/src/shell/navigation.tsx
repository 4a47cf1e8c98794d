import { IconLayoutDashboard, IconReceipt, IconSettings } from "@tabler/icons-react";
import { NavLink } from "react-router";
import { messages } from "./messages.ts";
import classes from "./navigation.module.css";

/** A new feature's page gets its line here. */
const links = [
  { to: "/", label: messages.dashboard, icon: IconLayoutDashboard, end: true },
  { to: "/orders", label: messages.orders, icon: IconReceipt },
  { to: "/settings", label: messages.settings, icon: IconSettings },
];

export function Navigation() {
  return (
    <nav aria-label={messages.navigation} className={classes.navigation}>
      {links.map(({ to, label, icon: Icon, end }) => (
        <NavLink key={to} to={to} end={end} className={classes.link}>
          <Icon size={20} stroke={1.6} aria-hidden />
          <span>{label}</span>
        </NavLink>
      ))}
    </nav>
  );
}

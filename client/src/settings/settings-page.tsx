import { IconDatabase, IconDevices, IconLock, IconUser } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { PageHeader } from "../components/page-header.tsx";
import { messages } from "./messages.ts";
import classes from "./settings-page.module.css";

const links = [
  { to: "/settings", label: messages.profile, icon: IconUser },
  { to: "/settings/security", label: messages.security, icon: IconLock },
  { to: "/settings/sessions", label: messages.sessions, icon: IconDevices },
  { to: "/settings/data", label: messages.data, icon: IconDatabase },
];

type SettingsPageProps = { title: string; children: ReactNode };

/** One of the settings' pages, and the way to the others. */
export function SettingsPage({ title, children }: SettingsPageProps) {
  return (
    <div className={classes.page}>
      <PageHeader title={title} />
      <nav aria-label={messages.settings}>
        <ul className={classes.links}>
          {links.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <NavLink to={to} end className={classes.link}>
                <Icon size={18} stroke={1.6} aria-hidden className={classes.icon} />
                {label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}

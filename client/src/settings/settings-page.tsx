import { type ReactNode, useEffect, useRef } from "react";
import { NavLink } from "react-router";
import { PageHeader } from "../components/page/page-header.tsx";
import { settingsMessages } from "./messages.ts";
import classes from "./settings-page.module.css";

const links = [
  { to: "/settings", label: settingsMessages.profile },
  { to: "/settings/cafe", label: settingsMessages.cafe },
  { to: "/settings/security", label: settingsMessages.security },
  { to: "/settings/sessions", label: settingsMessages.sessions },
  { to: "/settings/activity", label: settingsMessages.activity },
  { to: "/settings/data", label: settingsMessages.data },
];

type SettingsPageProps = { title: string; children: ReactNode };

/** One of the settings' pages, and the way to the others. */
export function SettingsPage({ title, children }: SettingsPageProps) {
  const tabs = useRef<HTMLUListElement>(null);
  useEffect(() => {
    tabs.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, []);

  return (
    <div className={classes.page}>
      <PageHeader title={title} />
      <nav aria-label={settingsMessages.settings}>
        <ul ref={tabs} className={classes.links}>
          {links.map(({ to, label }) => (
            <li key={to}>
              <NavLink to={to} end className={classes.link}>
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

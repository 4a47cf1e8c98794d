import "@mantine/notifications/styles.css";
import type { User } from "@cafe-app-ai/shared/auth/common";
import { Notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { Outlet, useOutletContext } from "react-router";
import { Brand } from "../components/page/brand.tsx";
import { showDone } from "../components/toast/toast.ts";
import { hasSwitchedTo } from "../lib/api/windows.ts";
import { useCafeSettings } from "../lib/cafe/cafe-settings.ts";
import { AccountMenu } from "./account-menu.tsx";
import { messages } from "./messages.ts";
import { Navigation } from "./navigation.tsx";
import { ShellCommands } from "./palette/shell-commands.tsx";
import classes from "./shell.module.css";
import { useLightPrint } from "./use-light-print.ts";

/** The frame around every signed-in page: a column on the left, a bar at the bottom of a phone. */
export function Shell() {
  const user = useOutletContext<User>();
  useCafeSettings();
  useLightPrint();
  useEffect(() => {
    if (hasSwitchedTo(user.id)) showDone(messages.switched(user.email));
  }, [user]);

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {messages.skip}
      </a>
      <header className={classes.side}>
        <div className={classes.brand}>
          <Brand />
        </div>
        <ShellCommands />
        <Navigation />
        <AccountMenu user={user} />
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        <div className={classes.content}>
          <Outlet context={user} />
        </div>
      </main>
      <Notifications position="bottom-right" transitionDuration={150} containerWidth={380} className={classes.toasts} />
    </div>
  );
}

import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Panel } from "../components/page/panel.tsx";
import classes from "./settings-panel.module.css";

type SettingsPanelProps = { title: string; actions?: ReactNode; children: ReactNode };

/** A titled part of a settings page: text and forms, one below the other. */
export function SettingsPanel({ title, actions, children }: SettingsPanelProps) {
  return (
    <Panel title={title} actions={actions}>
      <Stack gap="sm" className={classes.body}>
        {children}
      </Stack>
    </Panel>
  );
}

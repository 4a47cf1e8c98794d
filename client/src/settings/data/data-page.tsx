import type { User } from "@cafe-app-ai/shared/auth/common";
import { useOutletContext } from "react-router";
import { settingsMessages } from "../messages.ts";
import { SettingsPage } from "../settings-page.tsx";
import { DeletePanel } from "./delete-panel.tsx";
import { ExportPanel } from "./export-panel.tsx";

export function DataPage() {
  const user = useOutletContext<User>();
  return (
    <SettingsPage title={settingsMessages.data}>
      <ExportPanel />
      <DeletePanel user={user} />
    </SettingsPage>
  );
}

import type { User } from "@cafe-app-ai/shared/auth/common";
import { useOutletContext } from "react-router";
import { settingsMessages } from "../messages.ts";
import { SettingsPage } from "../settings-page.tsx";
import { EmailPanel } from "./email-panel.tsx";
import { NamePanel } from "./name-panel.tsx";

export function ProfilePage() {
  const user = useOutletContext<User>();
  return (
    <SettingsPage title={settingsMessages.profile}>
      <NamePanel user={user} />
      <EmailPanel user={user} />
    </SettingsPage>
  );
}

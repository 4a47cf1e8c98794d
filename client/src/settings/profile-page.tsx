import type { User } from "@cafe-app-ai/shared/auth";
import { useOutletContext } from "react-router";
import { AddressPanel } from "./address-panel.tsx";
import { messages } from "./messages.ts";
import { NamePanel } from "./name-panel.tsx";
import { SettingsPage } from "./settings-page.tsx";

export function ProfilePage() {
  const user = useOutletContext<User>();
  return (
    <SettingsPage title={messages.profile}>
      <NamePanel user={user} />
      <AddressPanel user={user} />
    </SettingsPage>
  );
}

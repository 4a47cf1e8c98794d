import { Skeleton } from "@mantine/core";
import { useCafeSettings } from "../../lib/cafe/cafe-settings.ts";
import { Loaded } from "../loaded.tsx";
import { settingsMessages } from "../messages.ts";
import { SettingsPage } from "../settings-page.tsx";
import { SettingsPanel } from "../settings-panel.tsx";
import { CafeForm } from "./cafe-form.tsx";
import { messages } from "./messages.ts";

export function CafePage() {
  const settings = useCafeSettings();
  return (
    <SettingsPage title={settingsMessages.cafe}>
      <SettingsPanel title={messages.title}>
        <Loaded query={settings} waiting={<Skeleton height={250} />}>
          {(loaded) => <CafeForm settings={loaded} />}
        </Loaded>
      </SettingsPanel>
    </SettingsPage>
  );
}

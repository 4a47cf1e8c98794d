import { Button, Group, Text } from "@mantine/core";
import { showDone, showProblem } from "../components/toast.ts";
import { saveFile } from "../lib/save-file.ts";
import { dataMessages } from "./data-messages.ts";
import { useExport } from "./queries.ts";
import { SettingsPanel } from "./settings-panel.tsx";

export function ExportPanel() {
  const exportData = useExport();

  const download = () =>
    exportData.mutate(undefined, {
      onSuccess: (data) => {
        const file = dataMessages.fileName(data.exportedAt.slice(0, 10));
        saveFile(file, "application/json", JSON.stringify(data, null, 2));
        showDone(dataMessages.downloaded(file));
      },
      onError: (error) => showProblem(dataMessages.notDownloaded, error),
    });

  return (
    <SettingsPanel title={dataMessages.exportTitle}>
      <Text size="sm" c="dimmed">
        {dataMessages.exportText}
      </Text>
      <Group>
        <Button variant="default" onClick={download} loading={exportData.isPending}>
          {dataMessages.download}
        </Button>
      </Group>
    </SettingsPanel>
  );
}

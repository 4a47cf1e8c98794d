import { Button, Group, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { formatBytes } from "../../lib/format.ts";
import { saveFile } from "../../lib/save-file.ts";
import { useExport } from "../queries.ts";
import { SettingsPanel } from "../settings-panel.tsx";
import { dataMessages } from "./messages.ts";

export function ExportPanel() {
  const exportData = useExport();
  const [received, setReceived] = useState("");
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const download = () => {
    const controller = new AbortController();
    running.current = controller;
    setReceived("");
    const { signal } = controller;
    exportData.mutate(
      { signal, onBytes: (bytes) => setReceived(formatBytes(bytes)) },
      {
        onSuccess: (data) => {
          const file = dataMessages.fileName(data.exportedAt.slice(0, 10));
          saveFile(file, "application/json", JSON.stringify(data, null, 2));
          showDone(dataMessages.downloaded(file));
        },
        onError: (error) => signal.aborted || showProblem(dataMessages.notDownloaded, error),
      },
    );
  };

  return (
    <SettingsPanel title={dataMessages.exportTitle}>
      <Text size="sm" c="dimmed">
        {dataMessages.exportText}
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={download} loading={exportData.isPending}>
          {dataMessages.download}
        </Button>
        {exportData.isPending && (
          <>
            <Button variant="default" onClick={() => running.current?.abort()}>
              {dataMessages.cancelDownload}
            </Button>
            <Text size="sm" c="dimmed" className="numeric">
              {received && dataMessages.received(received)}
            </Text>
          </>
        )}
      </Group>
    </SettingsPanel>
  );
}

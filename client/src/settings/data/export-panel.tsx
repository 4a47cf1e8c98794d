import { Button, Group, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { formatBytes } from "../../lib/format.ts";
import { saveFile } from "../../lib/save-file.ts";
import { SettingsPanel } from "../settings-panel.tsx";
import { messages } from "./messages.ts";
import { useExport } from "./queries.ts";

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
          const file = messages.fileName(data.exportedAt.slice(0, 10));
          saveFile(file, "application/json", JSON.stringify(data, null, 2));
          showDone(messages.downloaded(file));
        },
        onError: (error) => signal.aborted || showProblem(messages.notDownloaded, error),
      },
    );
  };

  return (
    <SettingsPanel title={messages.exportTitle}>
      <Text size="sm" c="dimmed">
        {messages.exportText}
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={download} loading={exportData.isPending}>
          {messages.download}
        </Button>
        {exportData.isPending && (
          <>
            <Button variant="default" onClick={() => running.current?.abort()}>
              {messages.cancelDownload}
            </Button>
            <Text size="sm" c="dimmed" className="numeric">
              {received && messages.received(received)}
            </Text>
          </>
        )}
      </Group>
    </SettingsPanel>
  );
}

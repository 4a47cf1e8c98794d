import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { ApiError } from "../../lib/api/api.ts";
import { ordersMessages } from "../messages.ts";
import { BadRows } from "./bad-rows.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ImportPreviewTable } from "./import-preview.tsx";
import { messages } from "./messages.ts";
import { type ImportFile, useCheckImport, useImport } from "./queries.ts";

/** A file is checked first, shown as it is understood, and then imported as a whole or not at all. */
export function ImportOrders({ onClose }: { onClose: () => void }) {
  const check = useCheckImport();
  const run = useImport();
  const [chosen, setChosen] = useState<ImportFile>();
  const preview = check.data;
  const error = run.error ?? check.error;
  const details = error instanceof ApiError ? error.details.filter(({ line }) => line !== undefined) : [];

  const choose = (file: File) => {
    const next = { file, key: crypto.randomUUID() };
    setChosen(next);
    run.reset();
    check.mutate(next);
  };
  const start = () =>
    chosen &&
    run.mutate(chosen, {
      onSuccess: ({ imported }) => {
        showDone(messages.imported(imported));
        onClose();
      },
    });

  if (chosen && (check.isPending || run.isPending)) {
    const text = run.isPending ? messages.importing(preview?.rows ?? 0) : messages.checking(chosen.file.name);
    return (
      <Group role="status" gap="sm" mih={120} justify="center">
        <Loader size={18} aria-hidden />
        <Text size="sm">{text}</Text>
      </Group>
    );
  }
  return (
    <Stack gap="md">
      {error && <FormProblem key={chosen?.key} error={error} />}
      {details.length > 0 && <BadRows details={details} fileName={chosen?.file.name ?? ""} />}
      {preview && preview.rows === 0 && <Text size="sm">{messages.nothingToImport}</Text>}
      {preview && preview.rows > 0 && (
        <>
          <Text size="sm" role="status">
            {messages.ready(preview.rows, chosen?.file.name ?? "")}
            {preview.ignoredColumns.length > 0 && ` ${messages.ignored(preview.ignoredColumns)}`}
          </Text>
          <ImportPreviewTable orders={preview.preview} />
          <Group gap="xs">
            <Button onClick={start}>{messages.importCount(preview.rows)}</Button>
            <Button variant="default" onClick={onClose}>
              {ordersMessages.cancel}
            </Button>
          </Group>
        </>
      )}
      <DropZone onFile={choose} />
      <Text size="xs" c="dimmed">
        {messages.help}
      </Text>
    </Stack>
  );
}

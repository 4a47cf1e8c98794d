import { Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useEffectEvent, useState } from "react";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { showDone } from "../../components/toast/toast.ts";
import { ApiError } from "../../lib/api/api.ts";
import { ordersMessages } from "../messages.ts";
import { BadRows } from "./bad-rows.tsx";
import { DropZone } from "./drop-zone.tsx";
import { PreviewedOrders } from "./import-preview.tsx";
import { ImportProgress } from "./import-progress.tsx";
import { messages } from "./messages.ts";
import { type ImportFile, useCheckImport, useImport } from "./queries.ts";

type ImportOrdersProps = {
  /** A file that was dropped onto the page. */
  dropped: File | undefined;
  onTaken: () => void;
  onClose: () => void;
};

/** A file is checked first, shown as it is understood, and then imported as a whole or not at all. */
export function ImportOrders({ dropped, onTaken, onClose }: ImportOrdersProps) {
  const [sent, setSent] = useState(0);
  const check = useCheckImport(setSent);
  const run = useImport(setSent);
  const [chosen, setChosen] = useState<ImportFile>();
  const preview = check.data;
  const error = run.error ?? check.error;
  // What is wrong with the file as a whole is the error itself.
  const details = error instanceof ApiError ? error.details.filter(({ value }) => value !== undefined) : [];
  const busy = check.isPending || run.isPending;

  const choose = (file: File) => {
    if (busy) return;
    const next = { file, key: crypto.randomUUID() };
    setChosen(next);
    run.reset();
    setSent(0);
    check.mutate(next);
  };
  const start = () => {
    if (!chosen) return;
    setSent(0);
    run.mutate(chosen, {
      onSuccess: ({ imported }) => {
        showDone(messages.imported(imported));
        onClose();
      },
    });
  };

  const takeDropped = useEffectEvent((file: File) => {
    choose(file);
    onTaken();
  });
  useEffect(() => {
    if (dropped) takeDropped(dropped);
  }, [dropped]);

  if (chosen && busy) {
    const working = run.isPending ? messages.importing(preview?.rows ?? 0) : messages.checking(chosen.file.name);
    return <ImportProgress sent={sent} file={chosen.file} working={working} />;
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
          <PreviewedOrders orders={preview.preview} />
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

import type { PlainThing } from "@cafe-app-ai/shared/plain-things";
import { Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { FormProblem } from "../components/form/form-problem.tsx";
import { showDone } from "../components/toast/toast.ts";
import { hasCode } from "../lib/api/api.ts";
import { dropDrafts } from "../lib/form/drafts.ts";
import { messages } from "./messages.ts";
import { useDeletePlainThing } from "./queries.ts";

type DeletePlainThingProps = { plainThing: PlainThing; disabled: boolean; onDeleted: () => void };

/** Asks once, by name, because it can't be undone. The question appears below the form's buttons. */
export function DeletePlainThing({ plainThing, disabled, onDeleted }: DeletePlainThingProps) {
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const cancel = () => {
    setAsking(false);
    button.current?.focus();
  };
  return (
    <>
      <Button
        ref={button}
        variant="default"
        c="var(--mantine-color-error)"
        ms={{ base: 0, xs: "auto" }}
        onClick={() => setAsking(true)}
        disabled={disabled}
      >
        {messages.delete}
      </Button>
      {asking && <Question plainThing={plainThing} onCancel={cancel} onDeleted={onDeleted} />}
    </>
  );
}

type QuestionProps = { plainThing: PlainThing; onCancel: () => void; onDeleted: () => void };

function Question({ plainThing: { id, mainText }, onCancel, onDeleted }: QuestionProps) {
  const deletion = useDeletePlainThing();
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => confirm.current?.focus(), []);
  const done = () => {
    showDone(messages.deleted(mainText));
    dropDrafts();
    onDeleted();
  };
  // Somebody else may have deleted it: it's gone either way.
  const onError = (error: Error) => hasCode(error, "NOT_FOUND") && done();

  return (
    <Stack gap="xs" w="100%" mt="md" role="group" aria-label={messages.deleteTitle(mainText)}>
      {deletion.error && <FormProblem error={deletion.error} />}
      <Text fw={500} style={{ overflowWrap: "anywhere" }}>
        {messages.deleteTitle(mainText)}
      </Text>
      <Text size="sm" c="dimmed">
        {messages.deleteText}
      </Text>
      <Group gap="xs">
        <Button
          ref={confirm}
          bg="var(--mantine-color-error)"
          loading={deletion.isPending}
          onClick={() => deletion.mutate(id, { onSuccess: done, onError })}
        >
          {messages.delete}
        </Button>
        <Button variant="default" onClick={onCancel} disabled={deletion.isPending}>
          {messages.cancel}
        </Button>
      </Group>
    </Stack>
  );
}

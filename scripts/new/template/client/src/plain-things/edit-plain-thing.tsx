import type { PlainThing } from "@cafe-app-ai/shared/plain-things";
import { Button, Skeleton, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadProblem } from "../components/problem/load-problem.tsx";
import { Problem } from "../components/problem/problem.tsx";
import { showDone } from "../components/toast/toast.ts";
import { hasCode, type Versioned } from "../lib/api/api.ts";
import { dropDrafts } from "../lib/form/drafts.ts";
import { DeletePlainThing } from "./delete-plain-thing.tsx";
import { messages } from "./messages.ts";
import { findChanges, toFields } from "./plain-thing-fields.ts";
import { PlainThingForm } from "./plain-thing-form.tsx";
import { plainThingQuery, useChangePlainThing } from "./queries.ts";

type EditPlainThingProps = { id: string; onClose: () => void };

export function EditPlainThing({ id, onClose }: EditPlainThingProps) {
  const { data, error, isFetching, refetch } = useQuery(plainThingQuery(id));
  if (data) return <Editor key={data.etag} stored={data} onReload={() => void refetch()} onClose={onClose} />;
  if (!error) return <Waiting />;
  // An id that can't be one is refused.
  if (hasCode(error, "NOT_FOUND") || hasCode(error, "VALIDATION_ERROR")) {
    return (
      <Problem heading={<Title order={3}>{messages.gone}</Title>} text={messages.goneText}>
        <Button variant="default" onClick={onClose}>
          {messages.back}
        </Button>
      </Problem>
    );
  }
  return <LoadProblem title={messages.oneFailed} error={error} retrying={isFetching} onRetry={() => void refetch()} />;
}

type EditorProps = { stored: Versioned<PlainThing>; onReload: () => void; onClose: () => void };

/** The form of one version. When somebody else has saved another one meanwhile, it can be shown instead. */
function Editor({ stored: { data, etag }, onReload, onClose }: EditorProps) {
  const change = useChangePlainThing();
  const before = toFields(data);
  const { error } = change;
  return (
    <PlainThingForm
      draft={`plain-thing-${data.id}`}
      initialValues={before}
      action={messages.save}
      busy={change.isPending}
      error={hasCode(error, "NOT_FOUND") ? new Error(messages.deletedMeanwhile) : error}
      remedy={
        hasCode(error, "PRECONDITION_FAILED") && (
          <Button variant="default" size="xs" mt="xs" display="block" onClick={onReload}>
            {messages.showSaved}
          </Button>
        )
      }
      onCancel={onClose}
      onSubmit={(fields, showErrors) => {
        const changes = findChanges(before, fields);
        if (Object.keys(changes).length === 0) return onClose();
        change.mutate(
          { id: data.id, etag, changes },
          {
            onSuccess: ({ mainText }) => {
              showDone(messages.saved(mainText));
              dropDrafts();
              onClose();
            },
            onError: showErrors,
          },
        );
      }}
    >
      <DeletePlainThing plainThing={data} disabled={change.isPending} onDeleted={onClose} />
    </PlainThingForm>
  );
}

const Waiting = () => (
  <Stack gap={40} aria-hidden>
    {[1, 2, 3, 4].map((row) => (
      <Skeleton key={row} height={60} />
    ))}
  </Stack>
);

import { showDone } from "../components/toast/toast.ts";
import { dropDrafts } from "../lib/form/drafts.ts";
import { messages } from "./messages.ts";
import { EMPTY_PLAIN_THING, toNewPlainThing } from "./plain-thing-fields.ts";
import { PlainThingForm } from "./plain-thing-form.tsx";
import { useCreatePlainThing } from "./queries.ts";

export function NewPlainThing({ onClose }: { onClose: () => void }) {
  const create = useCreatePlainThing();
  return (
    <PlainThingForm
      draft="new-plain-thing"
      initialValues={EMPTY_PLAIN_THING}
      action={messages.add}
      busy={create.isPending}
      error={create.error}
      onCancel={onClose}
      onSubmit={(fields, showErrors) =>
        create.mutate(toNewPlainThing(fields), {
          onSuccess: ({ mainText }) => {
            showDone(messages.added(mainText));
            dropDrafts();
            onClose();
          },
          onError: showErrors,
        })
      }
    />
  );
}

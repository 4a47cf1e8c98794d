import { useEffect, useState } from "react";
import { dropDraft, findDraft, forgetDraft, noteDraft } from "./drafts.ts";
import type { Fields } from "./use-checked-form.ts";
import { type SchemaFormOptions, useSchemaForm } from "./use-schema-form.ts";

type KeptFormOptions<Values, Prepared> = SchemaFormOptions<Values, Prepared> & {
  /** Under this name what is typed outlives the session and a reload, so that it's there again afterwards. */
  draft: string | undefined;
  /** Of what is stored: text that comes back belongs to the one it was typed over. */
  version?: string;
  /** Never kept. */
  secrets?: readonly string[];
};

/** A form that a shared schema checks, and that loses nothing when the session ends or the page is reloaded. */
export function useKeptForm<Values extends Fields, Prepared>(options: KeptFormOptions<Values, Prepared>) {
  const { draft, version, secrets = [], ...schemaForm } = options;
  const { initialValues } = schemaForm;
  const [kept] = useState(() => {
    const found = draft ? findDraft(draft) : { typed: {} };
    return { ...found, typed: differences(initialValues, found.typed) };
  });
  const checked = useSchemaForm({ ...schemaForm, initialValues: { ...initialValues, ...kept.typed } });

  const typed = differences(initialValues, checked.form.values, secrets);
  const [isRestored, setRestored] = useState(Object.keys(kept.typed).length > 0);
  // Saved, or as it was at first: what is typed after that is something else.
  if (isRestored && !Object.keys(kept.typed).some((field) => field in typed)) setRestored(false);
  const typedOver = isRestored ? (kept.version ?? version) : version;

  // Once for each change: what was saved or discarded isn't noted again while its form goes.
  const noted = JSON.stringify({ typed, version: typedOver });
  useEffect(() => {
    if (draft) noteDraft(draft, JSON.parse(noted));
  }, [draft, noted]);
  useEffect(() => {
    if (!draft) return;
    forgetDraft(draft);
    return () => dropDraft(draft);
  }, [draft]);

  return {
    ...checked,
    /** It has what was kept, and that isn't saved yet. */
    isRestored,
    /** What a save has to name, so that it overwrites nothing that has been saved since. */
    version: typedOver,
  };
}

/** The form's own fields that have another text than at first. */
const differences = <Values extends Fields>(before: Values, after: Fields, except: readonly string[] = []) =>
  Object.fromEntries(
    Object.entries(after).filter(([field, text]) => (before[field] ?? text) !== text && !except.includes(field)),
  );

import { useEffect, useState } from "react";
import { dropDraft, findDraft, forgetDraft, noteDraft } from "./drafts.ts";
import type { Fields } from "./use-checked-form.ts";
import { type SchemaFormOptions, useSchemaForm } from "./use-schema-form.ts";

type KeptFormOptions<Values, Prepared> = SchemaFormOptions<Values, Prepared> & {
  /** Under this name what is typed outlives the session, so that it's there again after a sign-in. */
  draft: string | undefined;
  /** Never kept. */
  secrets?: readonly string[];
};

/** A form that a shared schema checks, and that loses nothing when the session ends. */
export function useKeptForm<Values extends Fields, Prepared>(options: KeptFormOptions<Values, Prepared>) {
  const { draft, secrets = [], ...schemaForm } = options;
  const { initialValues } = schemaForm;
  const [kept] = useState(() => differences(initialValues, draft ? findDraft(draft) : {}));
  const checked = useSchemaForm({ ...schemaForm, initialValues: { ...initialValues, ...kept } });

  const typed = differences(initialValues, checked.form.values, secrets);
  useEffect(() => {
    if (draft) noteDraft(draft, typed);
  });
  useEffect(() => {
    if (!draft) return;
    forgetDraft(draft);
    return () => dropDraft(draft);
  }, [draft]);

  /** It has what was kept, and that isn't saved yet. */
  const isRestored = Object.keys(kept).some((field) => field in typed);
  return { ...checked, isRestored };
}

/** The form's own fields that have another text than at first. */
const differences = <Values extends Fields>(before: Values, after: Fields, except: readonly string[] = []) =>
  Object.fromEntries(
    Object.entries(after).filter(([field, text]) => (before[field] ?? text) !== text && !except.includes(field)),
  );

import { useState } from "react";
import { SidePanel } from "../components/dialog/side-panel.tsx";
import { EditPlainThing } from "./edit-plain-thing.tsx";
import { messages } from "./messages.ts";
import { NewPlainThing } from "./new-plain-thing.tsx";
import { CHANGES } from "./queries.ts";

type PlainThingPanelProps = { name: string | undefined; onClose: () => void };

/** What the URL names behind `/plain-things/`: `new`, or an id. It stays in sight while the panel closes. */
export function PlainThingPanel({ name, onClose }: PlainThingPanelProps) {
  const [last, setLast] = useState(name);
  if (name && name !== last) setLast(name);
  const shown = name ?? last;
  return (
    <SidePanel
      title={shown === "new" ? messages.newTitle : messages.editTitle}
      opened={name !== undefined}
      onClose={onClose}
      mutationKey={CHANGES}
    >
      {shown === "new" && <NewPlainThing onClose={onClose} />}
      {shown && shown !== "new" && <EditPlainThing key={shown} id={shown} onClose={onClose} />}
    </SidePanel>
  );
}

import { Text } from "@mantine/core";
import { IconFileTypeCsv } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import classes from "./import.module.css";
import { messages } from "./messages.ts";

/** Where a file is dropped, or chosen with a click or the keyboard. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <label
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
    >
      <IconFileTypeCsv size={32} stroke={1.4} aria-hidden />
      <Text component="span" fw={500} size="sm">
        {messages.dropFile}
      </Text>
      <input
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        className={classes.input}
        data-autofocus
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          // the same file again, mended, is a change too
          currentTarget.value = "";
        }}
      />
    </label>
  );
}

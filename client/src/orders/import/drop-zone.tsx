import { Text } from "@mantine/core";
import { IconFileTypeCsv } from "@tabler/icons-react";
import classes from "./import.module.css";
import { messages } from "./messages.ts";

/** Where a file is chosen with a click or the keyboard; one that is dropped is taken by the whole page. */
export const DropZone = ({ onFile }: { onFile: (file: File) => void }) => (
  <label className={classes.zone}>
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
        const file = currentTarget.files?.[0];
        if (file) onFile(file);
        // the same file again, mended, is a change too
        currentTarget.value = "";
      }}
    />
  </label>
);

import { Text } from "@mantine/core";
import { IconFileTypeCsv } from "@tabler/icons-react";
import classes from "./import.module.css";
import { messages } from "./messages.ts";

/** Over the page while a file is held over it. */
export const DropHint = () => (
  <div className={classes.hint} aria-hidden>
    <IconFileTypeCsv size={32} stroke={1.4} />
    <Text fw={500}>{messages.dropToImport}</Text>
  </div>
);

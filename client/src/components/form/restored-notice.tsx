import { Box } from "@mantine/core";
import { messages } from "./messages.ts";
import { Notice } from "./notice.tsx";

/** Says that a form has again what was typed before the session ended. */
export const RestoredNotice = () => (
  <Box mb="md">
    <Notice>{messages.restored}</Notice>
  </Box>
);

import { Box } from "@mantine/core";
import { messages } from "./messages.ts";
import { Notice } from "./notice.tsx";

/** Says that a form has again what was typed before its page was left. */
export const RestoredNotice = () => (
  <Box mb="md">
    <Notice>{messages.restored}</Notice>
  </Box>
);

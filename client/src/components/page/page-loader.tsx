import { Center, Loader, VisuallyHidden } from "@mantine/core";
import { messages } from "./messages.ts";

/** A whole page that is on its way: nothing at first, so that a fast answer does not flicker. */
export function PageLoader() {
  return (
    <Center component="main" mih="100dvh" className="appear-late">
      <Loader size="sm" aria-hidden />
      <VisuallyHidden role="status">{messages.loading}</VisuallyHidden>
    </Center>
  );
}

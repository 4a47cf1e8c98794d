import { Modal, Text } from "@mantine/core";
import { useIsMutating, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useState } from "react";
import { DialogGone } from "../page/use-kept-focus.ts";
import classes from "./dialog.module.css";
import { messages } from "./messages.ts";

type DialogProps = {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** Closes by what is in it alone. */
  locked?: boolean;
  /** When it has gone from the screen. */
  onClosed?: () => void;
  children: ReactNode;
};

/** Closes the dialog around, unless what it asked for is on its way. */
export const CloseDialog = createContext<(() => void) | undefined>(undefined);

/**
 * A dialog over the page. While a request of its own is on its way it can't be closed, and says so: whoever closed it
 * would not see what came of it. Mantine's finished one has the landmark of a page's header in it.
 */
export function Dialog({ title, opened, onClose, locked = false, onClosed, children }: DialogProps) {
  const sayGone = use(DialogGone);
  const client = useQueryClient();
  const [openedAt, setOpenedAt] = useState(Number.POSITIVE_INFINITY);
  if (opened !== Number.isFinite(openedAt)) setOpenedAt(opened ? Date.now() : Number.POSITIVE_INFINITY);

  const own = { predicate: ({ state }: { state: { submittedAt: number } }) => state.submittedAt >= openedAt };
  const busy = useIsMutating(own) > 0;
  // Asked again: what was sent a moment ago is not on screen yet.
  const close = () => {
    if (client.isMutating(own) === 0) onClose();
  };

  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      closeOnEscape={!locked}
      closeOnClickOutside={!locked}
      onExitTransitionEnd={() => {
        onClosed?.();
        sayGone();
      }}
      transitionProps={{ duration: 120 }}
      size={460}
      padding={20}
      centered
      classNames={{ content: classes.content }}
    >
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content>
        <div className={classes.header}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {!locked && (
            <Modal.CloseButton aria-label={messages.close} aria-disabled={busy} data-disabled={busy || undefined} />
          )}
        </div>
        <Modal.Body className={classes.body}>
          <CloseDialog value={close}>{children}</CloseDialog>
          <Text size="sm" c="dimmed" role="status">
            {busy && <span className={`appear-late ${classes.busy}`}>{messages.busy}</span>}
          </Text>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

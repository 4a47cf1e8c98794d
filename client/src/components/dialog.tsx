import { Modal } from "@mantine/core";
import { type ReactNode, use } from "react";
import classes from "./dialog.module.css";
import { messages } from "./messages.ts";
import { DialogGone } from "./use-kept-focus.ts";

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

/** A dialog over the page. Mantine's finished one has the landmark of a page's header in it. */
export function Dialog({ title, opened, onClose, locked = false, onClosed, children }: DialogProps) {
  const sayGone = use(DialogGone);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
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
          {!locked && <Modal.CloseButton aria-label={messages.close} />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

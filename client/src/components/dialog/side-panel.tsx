import { Drawer, Text } from "@mantine/core";
import { useIsMutating } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { usePageTitle } from "../../lib/use-page-title.ts";
import classes from "./dialog.module.css";
import { messages } from "./messages.ts";
import { useUndoDiscard } from "./use-undo-discard.ts";

type SidePanelProps = {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** What its own requests are called: while one is on its way it can't be closed, and says so. */
  mutationKey: readonly string[];
  wide?: boolean;
  children: ReactNode;
};

/**
 * A panel at the page's side, over it, with a URL of its own; it names the tab while it's open. Mantine's finished one has the
 * landmark of a page's header in it.
 */
export function SidePanel({ title, opened, onClose, mutationKey, wide, children }: SidePanelProps) {
  usePageTitle(opened ? title : undefined);
  const busy = useIsMutating({ mutationKey }) > 0;
  useUndoDiscard(opened, busy);
  return (
    <Drawer.Root
      opened={opened}
      onClose={() => busy || onClose()}
      position="right"
      size={wide ? 760 : 460}
      padding={20}
      transitionProps={{ duration: 150 }}
      classNames={{ content: classes.content }}
    >
      <Drawer.Overlay backgroundOpacity={0.5} />
      <Drawer.Content>
        <div className={classes.header}>
          <Drawer.Title className={classes.title}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={messages.close} aria-disabled={busy} data-disabled={busy || undefined} />
        </div>
        <Drawer.Body className={classes.body}>
          {children}
          <Text size="sm" c="dimmed" role="status">
            {busy && <span className={`appear-late ${classes.busy}`}>{messages.busy}</span>}
          </Text>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

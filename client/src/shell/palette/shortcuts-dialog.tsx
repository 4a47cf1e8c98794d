import { Kbd } from "@mantine/core";
import { Dialog } from "../../components/dialog/dialog.tsx";
import { messages } from "../messages.ts";
import { CTRL } from "./keys.ts";
import classes from "./shortcuts-dialog.module.css";

const shortcuts: { keys: string[]; does: string }[] = [
  { keys: [CTRL, "K"], does: messages.palette },
  { keys: ["?"], does: messages.shortcutsHelp },
  { keys: ["←", "→"], does: messages.chartKeys },
  { keys: ["Home", "End"], does: messages.chartEnds },
  { keys: ["Shift", messages.click], does: messages.selectRange },
  { keys: ["Esc"], does: messages.escape },
];

type ShortcutsDialogProps = { opened: boolean; onClose: () => void };

/** The keys that are worth knowing. */
export const ShortcutsDialog = ({ opened, onClose }: ShortcutsDialogProps) => (
  <Dialog title={messages.shortcuts} opened={opened} onClose={onClose}>
    <dl className={classes.list}>
      {shortcuts.map(({ keys, does }) => (
        <div key={does}>
          <dt>{does}</dt>
          <dd>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </Dialog>
);

import { Kbd } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ComponentProps, type ComponentType, useState } from "react";
import { showProblem } from "../../components/toast/toast.ts";
import { messages } from "../messages.ts";
import navigation from "../navigation.module.css";
import { CTRL } from "./keys.ts";
import type { Palette as PaletteType } from "./palette.tsx";
import classes from "./shell-commands.module.css";
import type { ShortcutsDialog as ShortcutsDialogType } from "./shortcuts-dialog.tsx";
import { useShellKeys } from "./use-shell-keys.ts";

/** The palette and the list of keys, which are loaded when they are first asked for. */
export function ShellCommands() {
  const [Palette, setPalette] = useState<ComponentType<ComponentProps<typeof PaletteType>>>();
  const [Shortcuts, setShortcuts] = useState<ComponentType<ComponentProps<typeof ShortcutsDialogType>>>();
  const [helping, setHelping] = useState(false);

  const onPalette = loaded(async () => {
    const palette = await import("./palette.tsx");
    if (Palette) palette.openPalette();
    else setPalette(() => palette.Palette);
  });
  const onHelp = loaded(async () => {
    const { ShortcutsDialog } = await import("./shortcuts-dialog.tsx");
    setShortcuts(() => ShortcutsDialog);
    setHelping(true);
  });
  useShellKeys({ onPalette, onHelp });

  return (
    <>
      <button type="button" className={`${navigation.link} ${classes.search}`} onClick={onPalette}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
        <span>{messages.search}</span>
        <span className={classes.keys} aria-hidden>
          <Kbd>{CTRL}</Kbd> <Kbd>K</Kbd>
        </span>
      </button>
      {Palette && <Palette onHelp={onHelp} />}
      {Shortcuts && <Shortcuts opened={helping} onClose={() => setHelping(false)} />}
    </>
  );
}

/** What can't be loaded is said, and is asked for again the next time. */
const loaded = (load: () => Promise<void>) => () =>
  void load().catch((error: Error) =>
    showProblem(messages.notLoaded, new Error(messages.checkConnection, { cause: error })),
  );

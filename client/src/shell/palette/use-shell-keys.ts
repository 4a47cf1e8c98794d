import { useEffect, useEffectEvent } from "react";

type ShellKeys = { onPalette: () => void; onHelp: () => void };

/** The keys that work on every signed-in page. While a dialog is open they are the dialog's. */
export function useShellKeys({ onPalette, onHelp }: ShellKeys): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || document.querySelector("[aria-modal]")) return;
    const withCtrl = event.ctrlKey || event.metaKey;
    const isPalette = withCtrl && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const isHelp = event.key === "?" && !withCtrl && !event.altKey && !isTyped(event.target);
    if (!isPalette && !isHelp) return;
    event.preventDefault();
    if (isPalette) onPalette();
    else onHelp();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => hear(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const isTyped = (target: EventTarget | null) =>
  target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select") !== null;

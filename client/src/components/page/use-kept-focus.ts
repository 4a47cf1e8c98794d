import { createContext, type FocusEvent, useCallback, useEffect, useRef } from "react";

/** For a dialog to say that it has gone. */
export const DialogGone = createContext(() => {});

/** Milliseconds after which a dialog has given the focus back to what opened it, where that is still there. */
const GIVEN_BACK = 20;

/**
 * For an area that has the focus itself when what had it is gone: a row that was removed, a button that opened a dialog.
 * No event tells of that, so it looks after each time it is rendered, and when a dialog in it has gone.
 */
export function useKeptFocus<Area extends HTMLElement>() {
  const area = useRef<Area>(null);
  const hasFocus = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const look = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (!hasFocus.current || document.activeElement !== document.body) return;
      // a page's heading stands for it
      (area.current?.querySelector("h1") ?? area.current)?.focus({ preventScroll: true });
    }, GIVEN_BACK);
  }, []);
  useEffect(look);
  useEffect(() => () => clearTimeout(timer.current), []);

  const props = {
    ref: area,
    tabIndex: -1,
    onFocus: () => {
      hasFocus.current = true;
    },
    onBlur: ({ target }: FocusEvent) => {
      // A button that is off while it works loses the focus without anybody's doing.
      hasFocus.current = target.matches(":disabled");
    },
  };
  return { look, props };
}

import { useLayoutEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { dropDrafts } from "../../lib/form/drafts.ts";
import { showUndo } from "../toast/undo-toast.tsx";
import { messages } from "./messages.ts";

/** A panel that closes with something typed in it that isn't saved says so, and Undo opens it again as it was. */
export function useUndoDiscard(opened: boolean, busy: boolean): void {
  const location = useLocation();
  const navigate = useNavigate();
  const openedAt = useRef(location);
  const wasOpened = useRef(opened);

  // Before its form is gone, which would drop the draft.
  useLayoutEffect(() => {
    const closes = wasOpened.current && !opened;
    wasOpened.current = opened;
    if (opened) openedAt.current = location;
    const bringBack = closes ? dropDrafts() : undefined;
    if (!bringBack || busy) return;
    const { pathname, search, state } = openedAt.current;
    showUndo(messages.discarded, messages.undo, () => {
      bringBack();
      void navigate({ pathname, search }, { state });
    });
  });
}

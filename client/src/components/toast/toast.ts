import { notifications } from "@mantine/notifications";
import { ApiError } from "../../lib/api/api.ts";
import { whenForgotten } from "../../lib/session/session.ts";
import { messages } from "../problem/messages.ts";

whenForgotten(() => notifications.clean());

/** Its button has a name. */
export const closable = () => ({ closeButtonProps: { "aria-label": messages.close } });

/** Confirms what was just done. */
export const showDone = (message: string) => void notifications.show({ message, ...closable() });

/** Tells how far something is that takes a while. */
export function showProgress(message: string) {
  const kept = { loading: true, autoClose: false, withCloseButton: false };
  const id = notifications.show({ ...kept, message });
  return {
    tell: (next: string) => notifications.update({ ...kept, id, message: next }),
    end: () => void notifications.hide(id),
  };
}

/** Says what did not happen and why; it stays until closed. */
export function showProblem(title: string, error: Error, about = ""): void {
  const reference =
    error instanceof ApiError && error.status >= 500 ? `\n${messages.reference} ${error.requestId}` : "";
  notifications.show({
    color: "red",
    title,
    message: `${about} ${error.message}${reference}`.trim(),
    autoClose: false,
    ...closable(),
  });
}

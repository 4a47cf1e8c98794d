import { notifications } from "@mantine/notifications";
import { ApiError } from "../../lib/api/api.ts";
import { whenForgotten } from "../../lib/session/session.ts";
import { messages } from "../problem/messages.ts";

whenForgotten(() => notifications.clean());

/** Confirms what one did. */
export const showDone = (message: string) => void notifications.show({ message });

/** Says what did not happen and why; it stays until closed. */
export function showProblem(title: string, error: Error): void {
  const reference = error instanceof ApiError && error.status >= 500 ? ` ${messages.reference} ${error.requestId}` : "";
  notifications.show({ color: "red", title, message: error.message + reference, autoClose: false });
}

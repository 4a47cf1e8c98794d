import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { translate } from "../../lib/language/translate.ts";

export const messages = translate("settings/data/messages", {
  exportTitle: "Download your data",
  exportText: "Everything we store about you and your orders, as a JSON file.",
  download: "Download",
  cancelDownload: "Cancel download",
  received: (size: string) => `${size} received`,
  fileName: (day: string) => `${PRODUCT_NAME.toLowerCase()}-${day}.json`,
  downloaded: (file: string) => `Saving ${file}`,
  notDownloaded: "Download failed",
  deleteTitle: "Delete your account",
  deleteText: "This deletes your account and everything in it right away. It can't be undone.",
  deleteAccount: { label: "Delete account", busyLabel: "Deleting" },
  dialogTitle: (email: string) => `Delete ${email}?`,
  gone: "This permanently deletes:",
  goneThings: ["your profile and sign-in methods", "your orders and dashboard data", "your sessions, on every device"],
  deletedTitle: "Your account was deleted",
  deletedText: "Everything in it is gone, and you're signed out everywhere.",
  newAccount: "Create a new account",
});

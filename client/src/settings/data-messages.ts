import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";

export const dataMessages = {
  exportTitle: "Download your data",
  exportText: "Everything we store about you and your orders, as a JSON file that people and programs can read.",
  download: "Download",
  fileName: (day: string) => `${PRODUCT_NAME.toLowerCase()}-${day}.json`,
  downloaded: (file: string) => `${file} is being saved`,
  notDownloaded: "Nothing was downloaded",
  deleteTitle: "Delete your account",
  deleteText: "Your account and everything in it are removed at once. This cannot be undone.",
  deleteAccount: "Delete account",
  deleting: "Deleting",
  dialogTitle: (email: string) => `Delete ${email}?`,
  gone: "These will be gone for good:",
  goneThings: [
    "your profile and every way to sign in",
    "all your orders and what the dashboard shows of them",
    "every session: you are signed out everywhere",
  ],
  deletedTitle: "Your account is deleted",
  deletedText: "Everything in it is gone, and you are signed out everywhere.",
  newAccount: "Create a new account",
};

export const messages = {
  close: "Close",
  busy: "Still working. You can close this when it's done.",
};

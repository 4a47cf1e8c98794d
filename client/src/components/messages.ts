export const messages = {
  copy: "Copy",
  copied: "Copied",
  notCopied: "Couldn't copy",
};

import { messages } from "./messages.ts";

/** What to quote when asking for help. */
export const RequestId = ({ id }: { id: string }) => (
  <>
    {messages.reference} <code>{id}</code>
  </>
);

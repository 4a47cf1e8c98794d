import { cancel, isCancel, text } from "@clack/prompts";
import { planSlice, type Request } from "./plan-slice.ts";

/** Asks for a name and fields, each until it can be used. @returns undefined if cancelled */
export async function askForSlice(root: string): Promise<Request | undefined> {
  const name = await text({
    message: "What's the feature called? Use the plural, in lower case",
    placeholder: "table-bookings",
    validate: (typed) => refusalOf(() => planSlice(root, { name: typed ?? "", fields: ["name:text"] })),
  });
  if (isCancel(name)) return giveUp();
  const fields: string[] = [];
  for (;;) {
    const field = await text({
      message: fields.length === 0 ? "The first field, which names each row" : "Another field, or Enter to finish",
      placeholder: fields.length === 0 ? "name:text" : "quantity:integer, status:open|closed, notes:text?",
      validate: (typed) =>
        typed || fields.length === 0
          ? refusalOf(() => planSlice(root, { name, fields: [...fields, typed ?? ""] }))
          : undefined,
    });
    if (isCancel(field)) return giveUp();
    if (!field) return { name, fields };
    fields.push(field);
  }
}

/** Why it isn't possible, if it isn't. */
function refusalOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function giveUp(): undefined {
  cancel("Cancelled. Nothing was written.");
}

import type { Imported, ImportPreview } from "@cafe-app-ai/shared/orders";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { sendCounted } from "../../lib/api/send-counted.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { CHANGES, renewOrders } from "../../lib/cafe/orders.ts";
import { own } from "../../lib/cafe/own-orders.ts";
import { messages } from "./messages.ts";

/** The largest file takes a while to be sent, read and written. */
const PATIENCE_MS = 120_000;

type OnSent = (ratio: number) => void;

/** A file, and the key under which it is imported once however often it is sent. */
export type ImportFile = { file: File; key: string };

/** What an import would do. @throws ApiError VALIDATION_ERROR with the bad cells */
export const useCheckImport = (onSent: OnSent) =>
  useAction({
    mutationKey: CHANGES,
    mutationFn: async ({ file }: ImportFile) =>
      api.upload<ImportPreview>("/api/orders/import?dryRun=true", await readCsv(file), {
        headers: {},
        patienceMs: PATIENCE_MS,
        send: sendCounted(onSent),
      }),
  });

export function useImport(onSent: OnSent) {
  const client = useQueryClient();
  return useAction({
    mutationKey: CHANGES,
    mutationFn: async ({ file, key }: ImportFile) =>
      api.upload<Imported>("/api/orders/import", await readCsv(file), {
        headers: { "Idempotency-Key": key },
        patienceMs: PATIENCE_MS,
        send: sendCounted(onSent),
      }),
    onSuccess: () => {
      own.addMany();
      void renewOrders(client);
    },
  });
}

/**
 * Systems disagree about a CSV file's type; the API knows one. A folder, and a file that was changed or deleted since it
 * was chosen, can't be read: sending it would fail as if the server were out of reach.
 */
async function readCsv(file: File): Promise<Blob> {
  await file
    .slice(0, 1)
    .arrayBuffer()
    .catch((cause) => {
      throw new Error(messages.notReadable(file.name), { cause });
    });
  return new Blob([file], { type: "text/csv" });
}

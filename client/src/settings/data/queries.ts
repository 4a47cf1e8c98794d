import type { Export } from "@cafe-app-ai/shared/auth/export";
import { api } from "../../lib/api/api.ts";
import { type Reauthentication, useChange } from "../queries.ts";

type Download = { signal: AbortSignal; onBytes: (bytes: number) => void };

export const useExport = () =>
  useChange(({ signal, onBytes }: Download) => api.download<Export>("/api/auth/export", signal, onBytes));

export const useDeleteAccount = () => useChange((body: Reauthentication) => api.delete("/api/auth/user", body));

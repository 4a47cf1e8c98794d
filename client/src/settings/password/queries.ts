import type { ChangePassword } from "@cafe-app-ai/shared/auth/password";
import { api } from "../../lib/api/api.ts";
import { sessionsQuery, useChange } from "../queries.ts";

export const useChangePassword = () =>
  useChange((body: ChangePassword) => api.post<{ ended: number }>("/api/auth/change-password", body), sessionsQuery);

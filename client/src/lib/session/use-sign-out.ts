import { useQueryClient } from "@tanstack/react-query";
import { api } from "../api/api.ts";
import { useAction } from "../api/use-action.ts";
import { type Departure, forgetSession } from "./session.ts";

/** After `ended` the sign-in page leads back to the page that was open. */
export function useSignOut(departure: Departure) {
  const client = useQueryClient();
  return useAction({
    mutationFn: () => api.post("/api/auth/signout"),
    onSuccess: () => forgetSession(client, departure),
  });
}

import type { User } from "@cafe-app-ai/shared/auth/common";
import type { FastifyRequest } from "fastify";
import { type Client, clientOf } from "../../http/client/client.ts";
import type { ActiveSession } from "../../session/sessions.ts";

/** Who asks for something in the signed-in scope. */
export type Caller = { user: User; session: ActiveSession; client: Client };

export const callerOf = (request: FastifyRequest): Caller => ({
  user: request.user,
  session: request.session,
  client: clientOf(request),
});

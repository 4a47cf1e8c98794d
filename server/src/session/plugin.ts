import type { User } from "@cafe-app-ai/shared/auth/common";
import cookie from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import { ApiError } from "../errors.ts";
import { type ActiveSession, Sessions } from "./sessions.ts";

declare module "fastify" {
  interface FastifyInstance {
    sessions: Sessions;
  }
  interface FastifyRequest {
    /** In the signed-in scope only. */
    user: User;
    /** In the signed-in scope only. */
    session: ActiveSession;
  }
}

export const sessionPlugin = fp<{ config: Config }>(
  async (app, { config }) => {
    await app.register(cookie);
    app.decorate("sessions", new Sessions(app.db, config));
    // null until the signed-in scope's hook has run
    app.decorateRequest("user", null as unknown as User);
    app.decorateRequest("session", null as unknown as ActiveSession);
  },
  { name: "session", dependencies: ["database"] },
);

/** The signed-in scope's hook: sets `request.user` and `request.session`, or responds with 401. */
export async function requireSession(this: { sessions: Sessions }, request: FastifyRequest, reply: FastifyReply) {
  const session = await this.sessions.find(request, reply);
  if (!session) {
    throw new ApiError("UNAUTHENTICATED", "Sign in to continue.", { headers: { "www-authenticate": "Bearer" } });
  }
  reply.header("x-user-id", session.user.id);
  refuseOtherUser(request, session.user);
  request.session = session;
  request.user = session.user;
}

/**
 * A window that still shows a user who signed out must not act for the user who signed in since, so it names the one it
 * shows in `X-User-Id`. @throws ApiError SESSION_CHANGED if that isn't the session's user
 */
export function refuseOtherUser({ headers }: FastifyRequest, { id }: User): void {
  const named = headers["x-user-id"];
  if (named !== undefined && String(named).toLowerCase() !== id) {
    throw new ApiError("SESSION_CHANGED", "You're signed in to another account now. Reload the page.");
  }
}

import { type AnyColumn, eq, type SQL } from "drizzle-orm";
import type { FastifyRequest } from "fastify";

/**
 * Whose rows a request reads and writes: everything that a feature keeps has this id. Today it's the user's own. If
 * people worked in teams, it would be the team's id, and the tables' `user_id` would become `team_id`.
 */
export const ownerOf = ({ user }: Pick<FastifyRequest, "user">): string => user.id;

/** The rows of one owner. */
export const ownedBy = (owner: string, { userId }: { userId: AnyColumn }): SQL => eq(userId, owner);

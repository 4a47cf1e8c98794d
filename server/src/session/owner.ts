import { type AnyColumn, eq, type SQL } from "drizzle-orm";
import type { FastifyRequest } from "fastify";

/**
 * Whose orders a request reads and writes: everything that belongs to a café has this id. Today it's the user's own. If
 * staff shared a café, it would be the café's id, and the tables' `user_id` would become `cafe_id`.
 */
export const ownerOf = ({ user }: Pick<FastifyRequest, "user">): string => user.id;

/** The rows of one owner. */
export const ownedBy = (owner: string, { userId }: { userId: AnyColumn }): SQL => eq(userId, owner);

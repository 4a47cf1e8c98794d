import { ipKey } from "../../http/client/client-ip.ts";

/** Who causes a mail, as its limits count: the account that asks for it. */
export const accountSender = (userId: string) => `account:${userId}`;

/** The same for signed-out clients: their IP address. */
export const ipSender = (ip: string) => `ip:${ipKey(ip)}`;

import getPort, { portNumbers } from "get-port";

const PORTS_OF_A_WORKER = 500;
/** Which of Vitest's or Playwright's workers this is. */
const worker = Number(process.env.VITEST_POOL_ID ?? process.env.TEST_PARALLEL_INDEX ?? 0) % 24;
const first = 20_000 + worker * PORTS_OF_A_WORKER;

/**
 * A port that stays free until a program has started that is to listen on it: it's below those that systems choose
 * themselves, and no other worker chooses it.
 */
export const freePort = () => getPort({ port: portNumbers(first, first + PORTS_OF_A_WORKER - 1) });

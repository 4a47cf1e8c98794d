import { once } from "node:events";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { startLoad } from "./load.ts";

/** Asks an address again and again from a thread of its own, so that what else the drill does isn't measured too. */
export async function startPulse(url: string) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { url } });
  await once(worker, "message");
  return {
    /** @returns how long each answer took, milliseconds */
    stop: async (): Promise<number[]> => {
      worker.postMessage("stop");
      const [times] = await once(worker, "message");
      return times;
    },
  };
}

if (!isMainThread && parentPort) {
  const { url } = workerData;
  const pulse = startLoad(1, () => () => fetch(url));
  parentPort.postMessage("started");
  parentPort.once("message", async () => {
    const outcomes = await pulse.stop();
    parentPort?.postMessage(outcomes.map(({ ms }) => ms));
  });
}

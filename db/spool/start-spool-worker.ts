import { Worker } from "node:worker_threads";
import { SpoolError } from "./spool-error.ts";
import type { FromSpoolThread, SpoolOrders } from "./spool-messages.ts";
import type { SpoolLog } from "./spool-thread.ts";

export interface StartedWorker {
  readonly worker: Worker;
  readonly overloaded: boolean;
  /** The last append of this session that is on disk. */
  readonly durable: number;
}

/**
 * Starts the spool's thread, from the sources under tsx or compiled; resolves when it owns its directory and
 * has read it. Every message goes to `onMessage`, the first ones too.
 * @throws SpoolError when it can't start
 */
export async function startSpoolWorker(
  orders: SpoolOrders,
  onMessage: (message: FromSpoolThread) => void,
  log: SpoolLog,
): Promise<StartedWorker> {
  const file = import.meta.url.endsWith(".ts") ? "spool-worker-from-source.mjs" : "spool-worker.js";
  const worker = new Worker(new URL(file, import.meta.url), { workerData: orders, name: "spool" });
  return new Promise((resolve, reject) => {
    const onExit = (exitCode: number): void =>
      reject(new SpoolError("spool_failed", `the thread ended with code ${exitCode}`));
    worker.once("exit", onExit);
    worker.on("error", (error: unknown) => {
      log.error({ err: error }, "the spool's thread failed");
      reject(new SpoolError("spool_failed", String(error), error));
    });
    worker.on("message", (message: FromSpoolThread) => {
      if (message.kind === "ready") {
        worker.off("exit", onExit);
        resolve({ worker, overloaded: message.overloaded, durable: message.durable });
      } else if (message.kind === "refused") {
        reject(new SpoolError(message.fault.code, message.fault.detail));
      } else onMessage(message);
    });
  });
}

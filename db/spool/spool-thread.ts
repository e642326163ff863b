import { randomUUID } from "node:crypto";
import type { Worker } from "node:worker_threads";
import { SpoolError } from "./spool-error.ts";
import type {
  FromSpoolThread,
  SpoolCall,
  SpoolCalls,
  SpoolOrders,
  ToSpoolThread,
} from "./spool-messages.ts";
import { startSpoolWorker } from "./start-spool-worker.ts";

/** The part of a pino logger that the spool writes to. */
export interface SpoolLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** This side of the spool's thread. Records that it did not confirm are handed to its successor when it dies. */
export interface SpoolThread {
  append(bodies: readonly string[], bytes: number): void;
  /** Resolves when everything handed over so far is on disk. */
  durable(): Promise<void>;
  call<Name extends keyof SpoolCalls>(
    name: Name,
    ...values: Parameters<SpoolCalls[Name]>
  ): Promise<ReturnType<SpoolCalls[Name]>>;
  inFlightBytes(): number;
  overloaded(): boolean;
  close(): Promise<void>;
}

const START_AGAIN_MS = 1_000;

interface HandedOver {
  readonly sequence: number;
  readonly bodies: readonly string[];
  readonly bytes: number;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Starts the thread. @throws SpoolError when it can't take its directory */
export async function createSpoolThread(
  given: Omit<SpoolOrders, "session">,
  log: SpoolLog,
): Promise<SpoolThread> {
  const orders: SpoolOrders = { ...given, session: randomUUID() };
  const calls = new Map<number, Waiting>();
  let unconfirmed: HandedOver[] = [];
  let unconfirmedBytes = 0;
  let flushes: { readonly sequence: number; readonly waiting: Waiting }[] = [];
  let sequence = 0;
  let lastCall = 0;
  let overloaded = false;
  let closing = false;
  let worker: Worker | null = null;

  const send = (message: ToSpoolThread): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker?.postMessage(message);
  };

  const onMessage = (message: FromSpoolThread): void => {
    switch (message.kind) {
      case "durable":
        confirm(message.sequence);
        break;
      case "load":
        ({ overloaded } = message);
        break;
      case "answer":
        take(message.id)?.resolve(message.value);
        break;
      case "fault":
        take(message.id)?.reject(new SpoolError(message.fault.code, message.fault.detail));
        break;
      case "log":
        log[message.level](message.fields, message.message);
        break;
      case "ready":
      case "refused":
        break; // startSpoolWorker's
    }
  };

  const take = (id: number): Waiting | undefined => {
    const waiting = calls.get(id);
    calls.delete(id);
    return waiting;
  };

  const confirm = (upTo: number): void => {
    const confirmed = unconfirmed.filter((handed) => handed.sequence <= upTo);
    unconfirmed = unconfirmed.slice(confirmed.length);
    unconfirmedBytes -= confirmed.reduce((sum, handed) => sum + handed.bytes, 0);
    for (const { waiting } of flushes.filter((flush) => flush.sequence <= upTo)) {
      waiting.resolve(undefined);
    }
    flushes = flushes.filter((flush) => flush.sequence > upTo);
  };

  const failWaiting = (code: "spool_stopped" | "spool_closed"): void => {
    for (const waiting of calls.values()) waiting.reject(new SpoolError(code, "the thread ended"));
    calls.clear();
  };

  const start = async (): Promise<void> => {
    const started = await startSpoolWorker(orders, onMessage, log);
    if (closing) {
      await started.worker.terminate();
      return;
    }
    worker = started.worker;
    ({ overloaded } = started);
    worker.once("exit", onExit);
    confirm(started.durable);
    for (const handed of unconfirmed) send({ kind: "append", ...handed });
  };

  const onExit = (exitCode: number): void => {
    worker = null;
    failWaiting(closing ? "spool_closed" : "spool_stopped");
    if (closing) return;
    overloaded = true;
    log.error({ exitCode }, "the spool's thread died and is started again");
    again();
  };

  const again = (): void => {
    setTimeout(() => {
      if (closing) return;
      start().catch((error: unknown) => {
        log.error({ err: error }, "the spool's thread can't be started; tried again");
        again();
      });
    }, START_AGAIN_MS).unref();
  };

  await start();

  return {
    append(bodies, bytes) {
      sequence += 1;
      const handed = { sequence, bodies, bytes };
      unconfirmed.push(handed);
      unconfirmedBytes += bytes;
      send({ kind: "append", sequence, bodies });
    },
    durable() {
      if (unconfirmed.length === 0) return Promise.resolve();
      if (closing) return Promise.reject(new SpoolError("spool_closed", "flush after close"));
      return new Promise((resolve, reject) => {
        flushes.push({ sequence, waiting: { resolve: () => resolve(), reject } });
      });
    },
    call(name, ...values) {
      if (closing) return Promise.reject(new SpoolError("spool_closed", name));
      if (worker === null) return Promise.reject(new SpoolError("spool_stopped", name));
      lastCall += 1;
      const id = lastCall;
      return new Promise((resolve, reject) => {
        calls.set(id, { resolve: (value) => resolve(value as never), reject });
        send({ kind: "call", id, name, values } as SpoolCall);
      });
    },
    inFlightBytes: () => unconfirmedBytes,
    overloaded: () => overloaded,
    async close() {
      if (closing) return;
      closing = true;
      const ending = worker;
      if (ending !== null) {
        const ended = new Promise((resolve) => ending.once("exit", resolve));
        send({ kind: "close" });
        await ended;
      }
      for (const { waiting } of flushes)
        waiting.reject(new SpoolError("spool_closed", "not written"));
      flushes = [];
    },
  };
}

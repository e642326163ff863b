/** The thread that owns a spool's files, so that no sync of the disk ever stops the proxy's event loop. */
import { randomBytes } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { UUID_V7_RANDOM_BYTES, uuidV7 } from "../../domain/uuid-v7.ts";
import { SpoolError } from "./spool-error.ts";
import type {
  FromSpoolThread,
  SpoolCall,
  SpoolOrders,
  SpoolThreadFault,
  ToSpoolThread,
} from "./spool-messages.ts";
import type { SpoolLines } from "./spool.ts";
import { SpoolStore } from "./spool-store.ts";
import { sqliteFault } from "./sqlite-fault.ts";
import { takeDirectory, type TakenDirectory } from "./take-directory.ts";

const TIDY_MS = 1_000;
/** Between tries to write what a full or failing disk refused. */
const WRITE_AGAIN_MS = 250;
const EXIT_REOPEN = 1;
/** Keeps the write-ahead log, which grows with a commit, below the ballast. */
const MAX_COMMIT_RECORDS = 10_000;

if (parentPort !== null) start(parentPort, workerData as SpoolOrders);

function start(port: NonNullable<typeof parentPort>, orders: SpoolOrders): void {
  const say = (message: FromSpoolThread): void => port.postMessage(message);
  const deps = {
    limits: orders.limits,
    now: Date.now,
    newId: () => uuidV7(Date.now(), randomBytes(UUID_V7_RANDOM_BYTES)),
    log: (level: "info" | "warn" | "error", fields: object, message: string) =>
      say({ kind: "log", level, fields: withoutErrors(fields), message }),
  };
  let taken: TakenDirectory | null = null;
  let store: SpoolStore;
  try {
    taken = takeDirectory(orders.root, orders.instanceId, deps);
    store = new SpoolStore({ ...deps, directory: taken.directory });
  } catch (error) {
    taken?.lock.release();
    say({ kind: "refused", fault: faultOf(error) });
    port.close();
    return;
  }
  serve(port, say, store, taken, orders.session);
}

function serve(
  port: NonNullable<typeof parentPort>,
  say: (message: FromSpoolThread) => void,
  store: SpoolStore,
  taken: TakenDirectory,
  session: string,
): void {
  let waiting: Appended[] = [];
  let scheduled = false;
  let failing = false;
  let again: NodeJS.Timeout | undefined;
  let overloaded = store.overloaded();

  const reportLoad = (): void => {
    const now = failing || store.overloaded();
    if (now !== overloaded) say({ kind: "load", overloaded: now });
    overloaded = now;
  };

  /** A failed sync can't be trusted a second time: the next thread opens the files anew and reads them. */
  const end = (fault: SpoolThreadFault): void => {
    say({
      kind: "log",
      level: "error",
      fields: { fault },
      message: "the spool's files are opened anew",
    });
    process.exit(EXIT_REOPEN);
  };

  /** Commits what came while the last commit ran, up to a group's size. */
  const commit = (): void => {
    scheduled = false;
    while (waiting.length > 0) {
      const group = firstGroup(waiting);
      try {
        store.append(group.bodies, { session, sequence: group.sequence });
      } catch (error) {
        onFault(error);
        return;
      }
      waiting = waiting.slice(group.messages);
      say({ kind: "durable", sequence: group.sequence });
    }
    if (failing) say({ kind: "log", level: "info", fields: {}, message: "the spool writes again" });
    failing = false;
  };

  const onFault = (error: unknown): void => {
    if (isUnknownState(error)) return end(faultOf(error));
    if (!failing) {
      const fields = { fault: faultOf(error) };
      say({ kind: "log", level: "error", fields, message: "the spool can't write; tried again" });
    }
    failing = true;
    scheduled = true;
    again = setTimeout(commit, WRITE_AGAIN_MS);
    reportLoad();
  };

  const tidy = (): void => {
    try {
      store.tidy();
      reportLoad();
    } catch (error) {
      say({
        kind: "log",
        level: "error",
        fields: { fault: faultOf(error) },
        message: "the spool can't be tidied",
      });
    }
  };
  const tidying = setInterval(tidy, TIDY_MS);

  port.on("message", (message: ToSpoolThread) => {
    if (message.kind === "append") {
      waiting.push(message);
      if (!scheduled) setImmediate(commit);
      scheduled = true;
    } else if (message.kind === "call") {
      const answered = answer(store, message);
      say(answered);
      if (answered.kind === "fault" && answered.fault.code === "spool_failed") end(answered.fault);
    } else {
      clearTimeout(again);
      commit();
      clearTimeout(again);
      clearInterval(tidying);
      store.close();
      taken.lock.release();
      port.close();
    }
  });
  say({ kind: "ready", overloaded, durable: store.progress(session) });
  if (taken.adopted.length > 0) {
    const fields = { spools: taken.adopted };
    say({
      kind: "log",
      level: "info",
      fields,
      message: "adopted the records of instances that are gone",
    });
  }
  setImmediate(tidy);
}

interface Appended {
  readonly sequence: number;
  readonly bodies: readonly string[];
}

/** What one commit writes. */
interface Group {
  readonly bodies: readonly string[];
  readonly messages: number;
  readonly sequence: number;
}

/** The oldest messages that fit one commit; one always does. */
function firstGroup(waiting: readonly Appended[]): Group {
  const bodies: string[] = [];
  let messages = 0;
  let sequence = 0;
  for (const message of waiting) {
    if (messages > 0 && bodies.length + message.bodies.length > MAX_COMMIT_RECORDS) break;
    for (const body of message.bodies) bodies.push(body);
    messages += 1;
    ({ sequence } = message);
  }
  return { bodies, messages, sequence };
}

function answer(store: SpoolStore, call: SpoolCall): FromSpoolThread {
  try {
    return { kind: "answer", id: call.id, value: perform(store, call) };
  } catch (error) {
    return { kind: "fault", id: call.id, fault: faultOf(error) };
  }
}

function perform(store: SpoolStore, call: SpoolCall): unknown {
  switch (call.name) {
    case "nextBatch":
      return store.nextBatch(...call.values);
    case "nextLines":
      return linesOf(store, ...call.values);
    case "bury":
      return store.bury(...call.values);
    case "finishBatch":
      return store.finishBatch(...call.values);
    case "deadLetters":
      return store.deadLetters(...call.values);
    case "replay":
      return store.replay(...call.values);
    case "stats":
      return store.stats();
  }
}

/** Made here, so that the proxy's event loop never touches a record again. */
function linesOf(store: SpoolStore, limit: number, idName: string): SpoolLines | null {
  const batch = store.nextBatch(limit);
  if (batch === null) return null;
  const { batchId, records } = batch;
  const id = `,${JSON.stringify(idName)}:${JSON.stringify(batchId)}}\n`;
  const text = records.map(({ body }) => body.slice(0, -1) + id).join("");
  return { batchId, records: records.length, text: new TextEncoder().encode(text) };
}

/** Only a full disk and a file that was just put into quarantine leave the rest as it was. */
function isUnknownState(error: unknown): boolean {
  if (error instanceof SpoolError) return error.code !== "spool_full";
  return sqliteFault(error) !== "corrupt";
}

function faultOf(error: unknown): SpoolThreadFault {
  if (error instanceof SpoolError) return { code: error.code, detail: error.detail };
  return {
    code: "spool_failed",
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

/** Errors of the driver don't survive the way to the other thread. */
function withoutErrors(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Error ? faultOf(value) : value,
    ]),
  );
}

import type { Log } from "./log.ts";

/** What was opened, to be closed in reverse order. */
export interface Closing {
  /** Registers how to close something just opened. */
  add(name: string, close: () => unknown): void;
  /** Closes everything, last opened first; each gets its own deadline, and one that fails stops no other. */
  closeAll(): Promise<void>;
}

const CLOSE_DEADLINE_MS = 15_000;

export function openClosing(log: Log): Closing {
  const open: { readonly name: string; readonly close: () => unknown }[] = [];
  return {
    add: (name, close) => void open.push({ name, close }),
    closeAll: async () => {
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const failure = await closeInTime(next.close);
        if (failure !== null) log("error", "close_failed", { part: next.name, failure });
      }
    },
  };
}

/** Null when it closed, else why not. */
async function closeInTime(close: () => unknown): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, CLOSE_DEADLINE_MS, `not closed after ${CLOSE_DEADLINE_MS} ms`);
  });
  const closed = Promise.resolve()
    .then(close)
    .then(
      () => null,
      (error: unknown) => String(error),
    );
  const result = await Promise.race([closed, late]);
  clearTimeout(timer);
  return result;
}

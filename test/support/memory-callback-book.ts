import type { CallbackBook } from "../../ingest/proxy/proxy-ports.ts";

export type OpenedCallback = Parameters<CallbackBook["open"]>[0];

export interface MemoryCallbackBook extends CallbackBook {
  readonly opened: ReadonlyMap<string, OpenedCallback>;
}

/** Callbacks in memory, by generation. */
export function createMemoryCallbackBook(): MemoryCallbackBook {
  const opened = new Map<string, OpenedCallback>();
  return {
    opened,
    open(callback) {
      opened.set(callback.generationId, callback);
      return Promise.resolve();
    },
    forget(generationId) {
      opened.delete(generationId);
      return Promise.resolve();
    },
  };
}

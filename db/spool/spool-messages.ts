import type { DeadLetter, DeadLetterKey, SpoolBatch, SpoolLines } from "./spool.ts";
import type { SpoolErrorCode } from "./spool-error.ts";
import type { SpoolLimits } from "./spool-limits.ts";
import type { StoreStats } from "./segment-shelf.ts";

/** What the thread is started with. */
export interface SpoolOrders {
  readonly root: string;
  readonly instanceId: string;
  /** Names this process' appends, over restarts of the thread. */
  readonly session: string;
  readonly limits: SpoolLimits;
}

/** Questions to the thread, with the types of their answers. */
export interface SpoolCalls {
  nextBatch(limit: number): SpoolBatch | null;
  nextLines(limit: number, idName: string): SpoolLines | null;
  bury(batchId: string, ids: readonly number[], reason: string): void;
  finishBatch(batchId: string): void;
  deadLetters(limit: number, after?: DeadLetterKey): readonly DeadLetter[];
  replay(letters: readonly DeadLetterKey[]): number;
  stats(): StoreStats;
}

export type SpoolCall = {
  [Name in keyof SpoolCalls]: {
    readonly kind: "call";
    readonly id: number;
    readonly name: Name;
    readonly values: Parameters<SpoolCalls[Name]>;
  };
}[keyof SpoolCalls];

export type ToSpoolThread =
  | { readonly kind: "append"; readonly sequence: number; readonly bodies: readonly string[] }
  | SpoolCall
  | { readonly kind: "close" };

export interface SpoolThreadFault {
  readonly code: SpoolErrorCode;
  readonly detail: string;
}

export type FromSpoolThread =
  /** `durable`: the last append of this session that is on disk. */
  | { readonly kind: "ready"; readonly overloaded: boolean; readonly durable: number }
  /** It could not start; the thread ends. */
  | { readonly kind: "refused"; readonly fault: SpoolThreadFault }
  /** Everything up to this append is on disk. */
  | { readonly kind: "durable"; readonly sequence: number }
  | { readonly kind: "load"; readonly overloaded: boolean }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "fault"; readonly id: number; readonly fault: SpoolThreadFault }
  | {
      readonly kind: "log";
      readonly level: "info" | "warn" | "error";
      readonly fields: object;
      readonly message: string;
    };

/** How a job will end. `stuck` never does; `lost` vanishes as soon as it is accepted. */
export type Outcome =
  | { readonly kind: "completed" }
  | { readonly kind: "failed"; readonly code: string; readonly message: string }
  | { readonly kind: "stuck" }
  | { readonly kind: "lost" };

/** How the end of a job is announced. */
export interface WebhookPlan {
  readonly mode: "once" | "twice" | "never" | "bad_signature" | "stale";
  readonly delayMs: number;
  /** True when the last delivery was answered or given up. */
  done: boolean;
}

/**
 * One accepted job. Its state is never stored: it follows from these times and the clock
 * (see job-view.ts). Times are milliseconds since the epoch.
 */
export interface Job {
  readonly sequence: number;
  readonly id: string;
  readonly kind: "create" | "remix" | "edit" | "extend";
  readonly sourceId: string | null;
  readonly prompt: string;
  /** What was asked for, defaults applied. */
  readonly model: string;
  readonly size: string;
  /** Seconds newly generated: for an extension the new segment. */
  readonly seconds: number;
  /** What the answers say, which a scripted fault can make differ. */
  readonly answered: { readonly model: string; readonly size: string; readonly seconds: number };
  readonly createdAtMs: number;
  startsAtMs: number;
  endsAtMs: number;
  outcome: Outcome;
  deletedAtMs: number | null;
  /** Time the model worked, if it works to the end. */
  readonly inferenceMs: number;
  readonly gpuMs: number;
  readonly contentBytes: number | null;
  readonly webhook: WebhookPlan;
  readonly key: string;
  readonly requestId: string;
  /** Size of the request body, and the part of it that was files. */
  readonly bytesReceived: number;
  readonly fileBytes: number;
  downloads: number;
  abortedDownloads: number;
  bytesServed: number;
}

/** A character made from an uploaded video. */
export interface Character {
  readonly id: string;
  readonly createdAtMs: number;
  readonly name: string;
}

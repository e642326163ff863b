import { setTimeout as delay } from "node:timers/promises";
import type { Observation } from "../../domain/observation.ts";
import type { KnownJob } from "../job-book.ts";
import type { SocketMessage, SocketNews } from "../providers/optional-wires.ts";

export interface OwnMessagesDeps {
  readonly read: (message: SocketMessage) => SocketNews;
  /** A job of the caller's workspace; null for unknown and foreign ones. Rejects when the books can't be reached. */
  readonly find: (providerJobId: string) => Promise<KnownJob | null>;
  readonly observe: (job: KnownJob, seen: Observation) => void;
  readonly pass: (message: SocketMessage) => void;
  /** What a job is booked with may come after its first messages: how long to look for it, ms between two looks. */
  readonly lookAfterMs?: readonly number[];
}

export interface OwnMessages {
  take(message: SocketMessage): void;
  /** Nothing is passed on from here on. */
  close(): void;
}

/** Foreign jobs are looked for again after this: their create may have been slow. */
const FOREIGN_FOR_MS = 10_000;
const LOOK_AFTER_MS = [0, 25, 100, 400, 1_500] as const;
const MAX_WAITING_BYTES = 4 * 1_024 * 1_024;
const MAX_JOBS = 1_000;

interface Waiting {
  readonly message: SocketMessage;
  readonly observation: Observation | null;
}

type Verdict =
  | { readonly kind: "own"; readonly job: KnownJob }
  | { readonly kind: "foreign"; readonly untilMs: number }
  | { readonly kind: "open"; readonly waiting: Waiting[] };

type Open = Extract<Verdict, { kind: "open" }>;

/**
 * Passes on those messages of an upstream that are for the caller: about its own jobs, in their order, or about none.
 * Those of a job that the books don't know yet wait for a moment; the rest goes no further.
 */
export function createOwnMessages(deps: OwnMessagesDeps): OwnMessages {
  const verdicts = new Map<string, Verdict>();
  /** Of all jobs together. */
  let waitingBytes = 0;
  let closed = false;

  /** What does not fit is left out: nobody's job is known to be waited for. */
  const keep = ({ waiting }: Open, one: Waiting): void => {
    const { length } = one.message.data;
    if (waitingBytes + length > MAX_WAITING_BYTES) return;
    waitingBytes += length;
    waiting.push(one);
  };

  const decide = (providerJobId: string, { waiting }: Open, verdict: Verdict): void => {
    verdicts.set(providerJobId, verdict);
    for (const { message } of waiting) waitingBytes -= message.data.length;
  };

  const hand = (job: KnownJob, { message, observation }: Waiting): void => {
    if (observation !== null) deps.observe(job, observation);
    if (!closed) deps.pass(message);
  };

  const look = async (providerJobId: string, open: Open): Promise<void> => {
    for (const afterMs of deps.lookAfterMs ?? LOOK_AFTER_MS) {
      if (afterMs > 0) await delay(afterMs, undefined, { ref: false });
      const job = await deps.find(providerJobId).catch(() => null);
      if (job === null) continue;
      decide(providerJobId, open, { kind: "own", job });
      for (const waiting of open.waiting) hand(job, waiting);
      return;
    }
    const lastSeenMs = open.waiting.at(-1)?.message.seenAtMs ?? 0;
    decide(providerJobId, open, { kind: "foreign", untilMs: lastSeenMs + FOREIGN_FOR_MS });
  };

  const take = (providerJobId: string, waiting: Waiting): void => {
    const verdict = verdicts.get(providerJobId);
    switch (verdict?.kind) {
      case "own":
        return hand(verdict.job, waiting);
      case "open":
        return keep(verdict, waiting);
      case "foreign":
        if (waiting.message.seenAtMs < verdict.untilMs) return;
        break;
      case undefined:
        if (verdicts.size >= MAX_JOBS) forgetOldest(verdicts);
    }
    const open: Open = { kind: "open", waiting: [] };
    keep(open, waiting);
    verdicts.set(providerJobId, open);
    void look(providerJobId, open);
  };

  return {
    take(message) {
      if (closed) return;
      const { for: whom, observation } = deps.read(message);
      if (whom.kind === "connection") deps.pass(message);
      else if (whom.kind === "owner") take(whom.providerJobId, { message, observation });
    },
    close() {
      closed = true;
    },
  };
}

function forgetOldest(verdicts: Map<string, Verdict>): void {
  const oldest = verdicts.keys().next();
  if (oldest.done !== true) verdicts.delete(oldest.value);
}

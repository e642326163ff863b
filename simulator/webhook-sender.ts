import { Webhook } from "standardwebhooks";
import type { Job } from "./job.ts";
import { statusAt } from "./job-view.ts";
import type { JobStore } from "./job-store.ts";
import { drawHex } from "./seeded-random.ts";
import type { Settings } from "./simulator-options.ts";

/** One try of a webhook. */
export interface WebhookAttempt {
  readonly eventId: string;
  readonly jobId: string;
  readonly type: "video.completed" | "video.failed";
  readonly atMs: number;
  /** The receiver's status; null when it did not answer. */
  readonly status: number | null;
}

/** Announces the ends of jobs at the configured address. */
export interface WebhookSender {
  watch(job: Job): void;
  /** Looks at the clock again now, after jobs were changed by hand. */
  wake(): void;
  /** The last tries, oldest first. */
  attempts(): readonly WebhookAttempt[];
  clear(): void;
  close(): void;
}

interface Watched {
  readonly job: Job;
  readonly eventId: string;
  failedTries: number;
  retryAtMs: number | null;
  repeatsLeft: number;
  inFlight: boolean;
}

const lookAgainMs = 200;
const answerTimeoutMs = 10_000;
const maxRememberedAttempts = 10_000;
const maxInFlight = 64;
const staleByMs = 600_000;

/** Creates the sender; without a configured address it does nothing. */
export function createWebhookSender(
  settings: Settings,
  store: JobStore,
  random: () => number,
): WebhookSender {
  const target = settings.webhook;
  if (target === null) return silentSender;
  const signer = new Webhook(target.secret);
  const wrongSigner = new Webhook(
    Buffer.from("this is not the configured secret").toString("base64"),
  );
  let watched = new Set<Watched>();
  let attempts: WebhookAttempt[] = [];
  let timer: NodeJS.Timeout | null = null;
  let timerAtMs = 0;
  let inFlight = 0;
  let closed = false;

  const wake = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (closed || watched.size === 0) return;
    const nowMs = settings.clock();
    let waitMs = lookAgainMs;
    for (const each of watched) {
      const leftMs = dueAtMs(each) - nowMs;
      if (each.inFlight || inFlight >= maxInFlight) continue;
      if (leftMs <= 0) void send(each);
      else waitMs = Math.min(waitMs, leftMs);
    }
    arm(nowMs, waitMs);
  };

  const arm = (nowMs: number, waitMs: number): void => {
    if (timer !== null) clearTimeout(timer);
    timerAtMs = nowMs + waitMs;
    timer = setTimeout(wake, Math.max(1, waitMs));
    timer.unref();
  };

  const send = async (each: Watched): Promise<void> => {
    each.inFlight = true;
    inFlight += 1;
    const { job, eventId } = each;
    const nowMs = settings.clock();
    const type = statusAt(job, nowMs) === "failed" ? "video.failed" : "video.completed";
    const body = JSON.stringify({
      id: eventId,
      object: "event",
      created_at: Math.floor(job.endsAtMs / 1000),
      type,
      data: { id: job.id },
    });
    const at = new Date(job.webhook.mode === "stale" ? nowMs - staleByMs : nowMs);
    const by = job.webhook.mode === "bad_signature" ? wrongSigner : signer;
    const status = await post(target.url, body, {
      "content-type": "application/json",
      "user-agent": "reelmeter-simulator",
      "webhook-id": eventId,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": by.sign(eventId, at, body),
    });
    inFlight -= 1;
    each.inFlight = false;
    if (attempts.length >= maxRememberedAttempts) attempts.shift();
    attempts.push({ eventId, jobId: job.id, type, atMs: nowMs, status });
    conclude(each, status !== null && status >= 200 && status < 300);
    wake();
  };

  const conclude = (each: Watched, accepted: boolean): void => {
    const waitMs = settings.webhookRetryMs[each.failedTries];
    if (accepted && each.repeatsLeft > 0) {
      each.repeatsLeft -= 1;
    } else if (!accepted && waitMs !== undefined) {
      each.failedTries += 1;
      each.retryAtMs = settings.clock() + waitMs;
    } else {
      watched.delete(each);
      each.job.webhook.done = true;
      store.changed(each.job);
    }
  };

  const watch = (job: Job): void => {
    if (job.webhook.done || job.webhook.mode === "never") return;
    const added: Watched = {
      job,
      eventId: `evt_${drawHex(random, 32)}`,
      failedTries: 0,
      retryAtMs: null,
      repeatsLeft: job.webhook.mode === "twice" ? 1 : 0,
      inFlight: false,
    };
    watched.add(added);
    // Looking at every job for each new one would grow with their square.
    const nowMs = settings.clock();
    const waitMs = Math.min(lookAgainMs, Math.max(1, dueAtMs(added) - nowMs));
    if (timer === null || nowMs + waitMs < timerAtMs) arm(nowMs, waitMs);
  };

  for (const job of store.all()) watch(job);
  return {
    watch,
    wake,
    attempts: () => attempts,
    clear() {
      watched = new Set();
      attempts = [];
    },
    close() {
      closed = true;
      wake();
    },
  };
}

const silentSender: WebhookSender = {
  watch() {},
  wake() {},
  attempts: () => [],
  clear() {},
  close() {},
};

function dueAtMs(each: Watched): number {
  const { outcome, endsAtMs, webhook } = each.job;
  if (outcome.kind === "stuck" || outcome.kind === "lost") return Number.POSITIVE_INFINITY;
  return each.retryAtMs ?? endsAtMs + webhook.delayMs;
}

/** The receiver's status, or null when it could not be reached or did not answer in time. */
async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<number | null> {
  const request = { method: "POST", body, headers, redirect: "manual" } as const;
  return fetch(url, { ...request, signal: AbortSignal.timeout(answerTimeoutMs) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.status;
    },
    () => null,
  );
}

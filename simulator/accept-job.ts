import type { Control } from "./control.ts";
import { drawDurationMs } from "./duration.ts";
import type { Job, Outcome, WebhookPlan } from "./job.ts";
import type { JobStore } from "./job-store.ts";
import { drawHex } from "./seeded-random.ts";
import type { Settings } from "./simulator-options.ts";

/** What a create, remix, edit or extension asks for, defaults applied. */
export interface Wanted {
  readonly kind: Job["kind"];
  readonly sourceId: string | null;
  readonly prompt: string;
  readonly model: string;
  readonly size: string;
  readonly seconds: number;
  /** Length of the resulting video: for an extension longer than what is generated. */
  readonly videoSeconds: number;
}

/** The request that carried it. */
export interface Carrier {
  readonly key: string;
  readonly requestId: string;
  readonly bytesReceived: number;
  readonly fileBytes: number;
  readonly control: Control;
}

const lateWebhookMs = 30_000;

/** Accepts a job: draws its fate once, and stores it. */
export function acceptJob(
  wanted: Wanted,
  carrier: Carrier,
  settings: Settings,
  store: JobStore,
  random: () => number,
): Job {
  const { control } = carrier;
  const { kind, sourceId, prompt, model, size, seconds } = wanted;
  const createdAtMs = settings.clock();
  // Drawn in every case, so that a scripted request leaves the later draws as they were.
  const queueMs = drawDurationMs(settings.queueMs, random);
  const generationMs = drawDurationMs(settings.generationMs, random);
  const outcome = drawOutcome(settings, random);
  const startsAtMs = createdAtMs + (control.queue_ms ?? queueMs);
  const endsAtMs = startsAtMs + (control.generation_ms ?? generationMs);
  const inferenceMs = inferenceTimeMs(wanted, endsAtMs - startsAtMs, settings);
  const job: Job = {
    sequence: store.all().length,
    id: mintId(store, createdAtMs, random),
    kind,
    sourceId,
    prompt,
    model,
    size,
    seconds,
    answered: {
      model: control.answer_model ?? model,
      size: control.answer_size ?? size,
      seconds: control.answer_seconds ?? wanted.videoSeconds,
    },
    createdAtMs,
    startsAtMs,
    endsAtMs,
    outcome: scriptedOutcome(control, settings) ?? outcome,
    deletedAtMs: null,
    inferenceMs,
    gpuMs: inferenceMs * settings.gpusPerJob,
    contentBytes: control.content_bytes ?? settings.contentBytes,
    webhook: planWebhook(control),
    key: carrier.key,
    requestId: carrier.requestId,
    bytesReceived: carrier.bytesReceived,
    fileBytes: carrier.fileBytes,
    downloads: 0,
    abortedDownloads: 0,
    bytesServed: 0,
  };
  store.add(job);
  return job;
}

/** The end that a directive or an order by name asks for. */
export function outcomeNamed(
  kind: "completed" | "failed" | "blocked" | "lost" | "stuck",
  code: string,
): Outcome {
  if (kind === "failed") return { kind: "failed", code, message: "Video generation failed." };
  if (kind !== "blocked") return { kind };
  return {
    kind: "failed",
    code: "moderation_blocked",
    message: "Your request was blocked by our moderation system.",
  };
}

function scriptedOutcome(control: Control, settings: Settings): Outcome | null {
  if (control.job === undefined) return null;
  return outcomeNamed(control.job, control.error ?? settings.failureCode);
}

function drawOutcome(settings: Settings, random: () => number): Outcome {
  const draw = random();
  if (draw < settings.blockRate) return outcomeNamed("blocked", "");
  const fails = draw < settings.blockRate + settings.failureRate;
  return fails ? outcomeNamed("failed", settings.failureCode) : { kind: "completed" };
}

function planWebhook(control: Control): WebhookPlan {
  const wish = control.webhook ?? "once";
  const mode = wish === "late" ? "once" : wish;
  const delayMs = control.webhook_delay ?? (wish === "late" ? lateWebhookMs : 0);
  return { mode, delayMs, done: mode === "never" };
}

/** Whole milliseconds of work: given by the amount of video, or else by the time it took. */
function inferenceTimeMs(wanted: Wanted, generationMs: number, settings: Settings): number {
  const rate = settings.gpuSecondsPerVideoSecond;
  if (rate === null) return generationMs;
  const [width = 0, height = 0] = wanted.size.split("x").map(Number);
  const share = (width * height) / (1280 * 720);
  return Math.round((wanted.seconds * rate * share * 1000) / settings.gpusPerJob);
}

function mintId(store: JobStore, nowMs: number, random: () => number): string {
  const prefix = `video_${Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, "0")}`;
  for (;;) {
    const id = prefix + drawHex(random, 24);
    // A restart with the same seed draws the same digits again.
    if (!store.hasId(id)) return id;
  }
}

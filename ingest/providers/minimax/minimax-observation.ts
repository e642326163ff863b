import { z } from "zod";
import { MAX_STORED_NANO, nanoOfNumber, type Nano } from "../../../domain/money.ts";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { MODERATION_CODES } from "./minimax-error.ts";
import { observeFirstApi } from "./minimax-v1-observation.ts";

const instant = z.number().int().positive().nullish().catch(null);
const taskSchema = z.object({
  task: z.object({
    id: z.string().min(1).max(300),
    status: z.enum(["queued", "running", "succeeded", "failed", "cancelled", "expired"]),
    model: z.string().max(300).nullish(),
    created_at: instant,
    updated_at: instant,
    resolution: z.string().min(1).max(100).nullish().catch(null),
    usage: z.object({ input_image_count: z.number().int().nullish() }).nullish().catch(null),
    error: z
      .object({ code: z.union([z.number(), z.string()]).nullish(), message: z.string().nullish() })
      .nullish()
      .catch(null),
  }),
});
type Task = z.infer<typeof taskSchema>["task"];

/**
 * Reads a task of either API. Of the second one, `usage.total_seconds` are billed, those of input clips among them;
 * images beyond the fifth cost extra, which is named with the job but not in its cost.
 */
export function observeMinimax(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const read = taskSchema.safeParse(answer.body);
  if (!read.success) return observeFirstApi(answer.body, ask);
  const { task } = read.data;
  const status = statusOf(task);
  const ended = status !== "submitted" && status !== "running";
  return {
    providerJobId: task.id,
    createdAtMs: msOf(task.created_at),
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source: ask.source,
      seenAtMs: ask.seenAtMs,
      status,
      finishedAtMs: ended ? msOf(task.updated_at) : null,
      model: task.model ?? null,
      resolution: task.resolution ?? null,
      resolved: resolvedOf(task),
      videoSeconds: status === "succeeded" ? clipSeconds(answer) : null,
      billedUnits: billedSeconds(answer),
      failure: reasonOf(task, status),
    },
  };
}

/** The clip's own, without those of input clips. */
function clipSeconds(answer: JobAnswer): Nano | null {
  return nanoOf(answer, "task.usage.output_seconds") ?? nanoOf(answer, "task.duration");
}

function billedSeconds(answer: JobAnswer): Observation["billedUnits"] {
  const units = nanoOf(answer, "task.usage.total_seconds");
  return units === null ? null : { unit: "second", units };
}

function nanoOf(answer: JobAnswer, path: string): Nano | null {
  const text = answer.numberText(path);
  const nano = text === null ? null : nanoOfNumber(text);
  return nano === null || nano < 0n || nano > MAX_STORED_NANO ? null : nano;
}

const IMAGES_INCLUDED = 5;

function resolvedOf({ resolution, usage }: Task): Observation["resolved"] {
  const beyond = (usage?.input_image_count ?? 0) - IMAGES_INCLUDED;
  const resolved = {
    ...(resolution == null ? {} : { resolution: resolution.toUpperCase() }),
    ...(beyond > 0 ? { images_not_in_cost: beyond } : {}),
  };
  return Object.keys(resolved).length === 0 ? null : resolved;
}

function statusOf({ status, error }: Task): Observation["status"] {
  if (status === "queued") return "submitted";
  return status === "failed" && MODERATION_CODES.has(Number(error?.code)) ? "blocked" : status;
}

function reasonOf({ error }: Task, status: Observation["status"]): Observation["failure"] {
  const code = error?.code == null ? null : String(error.code);
  if (status === "blocked") return failureOf("moderated", code, error?.message);
  if (status === "failed") return failureOf("provider_error", code, error?.message);
  return status === "cancelled" || status === "expired"
    ? failureOf(status, code ?? status, error?.message)
    : null;
}

/** Its times are whole seconds since the epoch. */
function msOf(seconds: number | null | undefined): number | null {
  return seconds == null ? null : seconds * 1_000;
}

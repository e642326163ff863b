import { z } from "zod";
import { NANO_PER_UNIT } from "../../../domain/money.ts";
import { NOTHING_KNOWN, type BilledPart, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { instantMs } from "../instant-ms.ts";
import { geminiFile } from "./gemini-file.ts";

const STATUSES = {
  queued: "submitted",
  in_progress: "running",
  requires_action: "running",
  requires_continuation: "running",
  completed: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  incomplete: "failed",
  budget_exceeded: "failed",
} as const satisfies Record<string, Observation["status"]>;

const tokens = z.int().min(0).nullish();
const contentSchema = z.object({
  type: z.string().nullish(),
  uri: z.string().nullish(),
  data: z.string().nullish(),
});

const interactionSchema = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][\w.~-]{0,199}$/)
    .nullish(),
  status: z.enum([
    "queued",
    "in_progress",
    "requires_action",
    "requires_continuation",
    "completed",
    "failed",
    "cancelled",
    "incomplete",
    "budget_exceeded",
  ]),
  created: z.string().nullish(),
  model: z.string().max(300).nullish(),
  steps: z.array(z.object({ content: z.array(contentSchema).nullish() })).nullish(),
  errors: z
    .array(z.object({ code: z.string().nullish(), message: z.string().nullish() }))
    .nullish(),
  usage: z
    .object({
      total_input_tokens: tokens,
      total_tool_use_tokens: tokens,
      total_output_tokens: tokens,
      total_thought_tokens: tokens,
      output_tokens_by_modality: z
        .array(z.object({ modality: z.string(), tokens: z.int().min(0) }))
        .nullish(),
    })
    .nullish(),
});
type Interaction = z.infer<typeof interactionSchema>;

/** Reads an interaction; null for what is none. */
export function observeOmni(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const read = interactionSchema.safeParse(answer.body);
  if (!read.success) return null;
  const interaction = read.data;
  const { source, seenAtMs } = ask;
  // What is not stored has no id, and can't be asked for.
  const providerJobId = interaction.id ?? ask.ownId ?? ask.jobId;
  if (providerJobId === null) return null;
  const clips = clipsOf(interaction);
  const empty = interaction.status === "completed" && interaction.steps != null;
  const failure = empty && clips.length === 0 ? NO_VIDEO : reasonOf(interaction);
  const fileIds = clips.flatMap(({ uri }) => geminiFile(uri) ?? []);
  const billedParts = partsOf(interaction);
  return {
    providerJobId,
    holdsClip: clips.some(({ data }) => data != null),
    createdAtMs: instantMs(interaction.created),
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status: statusOf(interaction, failure),
      model: interaction.model ?? null,
      failure,
      ...(billedParts === null ? {} : { billedParts }),
      ...(fileIds.length === 0 ? {} : { fileIds }),
    },
  };
}

/** The addresses of an interaction's clips. */
export function omniUris(body: unknown): readonly string[] {
  const read = interactionSchema.safeParse(body);
  return read.success ? clipsOf(read.data).flatMap(({ uri }) => uri ?? []) : [];
}

function clipsOf({ steps }: Interaction) {
  return (steps ?? [])
    .flatMap(({ content }) => content ?? [])
    .filter((part) => part.type === "video");
}

function statusOf({ status }: Interaction, failure: Observation["failure"]): Observation["status"] {
  if (failure?.kind === "moderated") return "blocked";
  return failure === NO_VIDEO ? "failed" : STATUSES[status];
}

const NO_VIDEO = failureOf(
  "provider_error",
  "no_video",
  "The interaction is completed and holds no video.",
);

function reasonOf({ status, errors }: Interaction): Observation["failure"] {
  const [error] = errors ?? [];
  switch (status) {
    case "failed":
      return error?.code === "safety"
        ? failureOf("moderated", error.code, error.message)
        : failureOf("provider_error", error?.code ?? "failed", error?.message);
    case "incomplete":
    case "budget_exceeded":
      return failureOf("provider_error", status, error?.message);
    case "cancelled":
      return failureOf("cancelled", status, error?.message);
    case "queued":
    case "in_progress":
    case "requires_action":
    case "requires_continuation":
    case "completed":
      return null;
  }
}

/**
 * What an ended interaction is billed: its input, its thoughts as text, and its output by what it is; output that is
 * of no named kind counts as a kind without a price. Null until it has ended and names its tokens.
 */
function partsOf({ status, usage }: Interaction): readonly BilledPart[] | null {
  const state = STATUSES[status];
  if (usage == null || state === "submitted" || state === "running") return null;
  const kinds = usage.output_tokens_by_modality ?? [];
  const named = kinds.reduce((sum, kind) => sum + kind.tokens, 0);
  const unnamed = Math.max(0, (usage.total_output_tokens ?? named) - named);
  const input = (usage.total_input_tokens ?? 0) + (usage.total_tool_use_tokens ?? 0);
  return [
    part("input", input),
    part("output_text", usage.total_thought_tokens ?? 0),
    ...kinds.map(({ modality, tokens: count }) => part(`output_${modality}`, count)),
    part("output_unknown", unnamed),
  ];
}

function part(type: string, count: number): BilledPart {
  return {
    unit: "token",
    units: BigInt(count) * NANO_PER_UNIT,
    dimensions: { token_type: type },
  };
}

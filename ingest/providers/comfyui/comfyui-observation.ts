import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { endOf, type ComfyuiEvent } from "./comfyui-end.ts";

const acceptedSchema = z.object({ prompt_id: z.string().min(1).max(300) });

const fileSchema = z.object({
  filename: z.string(),
  subfolder: z.string().nullish(),
  type: z.string().nullish(),
});
const entrySchema = z.object({
  outputs: z.record(z.string(), z.record(z.string(), z.unknown())).nullish(),
  status: z
    .object({
      status_str: z.string(),
      messages: z.array(z.tuple([z.string(), z.looseObject({ timestamp: z.number().nullish() })])),
    })
    .nullish(),
});
type Entry = z.infer<typeof entrySchema>;

/** Of a place in the queue only its number and the workflow's id are read. */
const placesSchema = z.array(z.tuple([z.number(), z.string()], z.unknown()));
const queueSchema = z.object({ queue_running: placesSchema, queue_pending: placesSchema });

/**
 * Reads the answer of a create, the queue that we ask ourselves, or a workflow's entry in the history, which appears at
 * its end: until then the history is empty and says nothing, for a server that never had the workflow answers alike.
 */
export function observeWorkflow(
  { body }: JobAnswer,
  { jobId, source, seenAtMs }: JobAsk,
): JobReport | null {
  if (jobId === null) {
    const accepted = acceptedSchema.safeParse(body);
    if (!accepted.success) return null;
    const observation = { ...NOTHING_KNOWN, source, seenAtMs, status: "submitted" } as const;
    return report(accepted.data.prompt_id, observation);
  }
  const queue = queueSchema.safeParse(body);
  if (queue.success) {
    const status = placeIn(queue.data, jobId);
    return report(jobId, { ...NOTHING_KNOWN, source, seenAtMs, status });
  }
  const read = z.object({ [jobId]: entrySchema }).safeParse(body);
  const entry = read.success ? read.data[jobId] : undefined;
  if (entry === undefined) return null;
  const facts = factsOf(entry);
  const observation = { ...NOTHING_KNOWN, source, seenAtMs, ...facts };
  const fileIds = filesOf(entry);
  return report(jobId, fileIds.length === 0 ? observation : { ...observation, fileIds });
}

function report(providerJobId: string, observation: Observation): JobReport {
  return { providerJobId, createdAtMs: null, prompt: null, seconds: null, observation };
}

/** Neither in the history nor in the queue: between two questions it may have ended, else the server lost it. */
function placeIn(
  { queue_running: running, queue_pending: pending }: z.infer<typeof queueSchema>,
  jobId: string,
): Observation["status"] {
  if (running.some(([, id]) => id === jobId)) return "running";
  return pending.some(([, id]) => id === jobId) ? "submitted" : "unknown_job";
}

/** Entries of servers that keep no status hold outputs alone, and only of workflows that went well. */
function factsOf({ status }: Entry): Pick<Observation, "status"> & Partial<Observation> {
  const events = (status?.messages ?? []).map(([type, data]): ComfyuiEvent => ({
    type,
    data,
    atMs: data.timestamp ?? null,
  }));
  const startedAtMs = events.find(({ type }) => type === "execution_start")?.atMs ?? null;
  const end = events.map((event) => endOf(event, startedAtMs)).find((facts) => facts !== null);
  if (end !== undefined) return end;
  return status?.status_str === "error"
    ? { status: "failed", failure: failureOf("provider_error", "error", null) }
    : { status: "succeeded" };
}

const FILE_KINDS = ["images", "gifs", "videos"] as const;
const MAX_FILES = 500;

/** As `/view` asks for them: name, folder and kind, of which clients leave out what is the default. */
function filesOf({ outputs }: Entry): readonly string[] {
  const files = Object.values(outputs ?? {}).flatMap((node) =>
    FILE_KINDS.flatMap((kind) => z.array(fileSchema).safeParse(node[kind]).data ?? []),
  );
  return files.slice(0, MAX_FILES).flatMap(({ filename, subfolder, type }) => {
    const named = `${filename}\n${subfolder ?? ""}\n`;
    return type == null || type === DEFAULT_KIND ? [named + DEFAULT_KIND, named] : [named + type];
  });
}

const DEFAULT_KIND = "output";

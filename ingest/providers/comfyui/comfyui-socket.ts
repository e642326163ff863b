import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { SocketMessage, SocketNews } from "../optional-wires.ts";
import { endOf } from "./comfyui-end.ts";

const textSchema = z.object({
  type: z.string(),
  data: z.looseObject({
    prompt_id: z.string().min(1).max(300).nullish(),
    node: z.string().nullish(),
    timestamp: z.number().nullish(),
  }),
});
const previewSchema = z.object({ prompt_id: z.string().min(1).max(300) });

/** Says how much waits, or what the server can do: nothing of anybody's workflow. */
const FOR_EVERYBODY = new Set(["status", "feature_flags"]);
const OF_WORK = new Set(["executing", "executed", "progress", "progress_state"]);
/** Workflows whose start one connection remembers. */
const MAX_STARTED = 1_000;

/** Kinds of binary messages, by the number that they begin with. */
const PREVIEW_WITH_METADATA = 4;
const OF_THE_RUNNING_WORKFLOW: ReadonlySet<number> = new Set([1 /* preview */, 3 /* text */]);

const NOBODY: SocketNews = { for: { kind: "nobody" }, observation: null };

/**
 * A reader of `/ws`. Every message about a workflow names it, but for older previews: these are of the one that runs. A
 * workflow's end settles it where the connection saw its start too; else its history tells more.
 */
export function openComfyuiSocket(): (message: SocketMessage) => SocketNews {
  const startedAt = new Map<string, number>();
  let running: string | null = null;

  const observationOf = (
    promptId: string,
    { type, data }: z.infer<typeof textSchema>,
    seenAtMs: number,
  ): Observation | null => {
    const atMs = data.timestamp ?? null;
    if (type === "execution_start" && atMs !== null) {
      if (startedAt.size >= MAX_STARTED) startedAt.clear();
      startedAt.set(promptId, atMs);
    }
    const startedAtMs = startedAt.get(promptId) ?? null;
    const seen = { ...NOTHING_KNOWN, source: "websocket", seenAtMs, startedAtMs } as const;
    const end = endOf({ type, data, atMs }, startedAtMs);
    if (end !== null) {
      startedAt.delete(promptId);
      return end.gpuMs === null ? null : { ...seen, ...end };
    }
    const works = type === "execution_start" || (OF_WORK.has(type) && data.node !== null);
    return works ? { ...seen, status: "running" } : null;
  };

  return ({ data, binary, seenAtMs }) => {
    if (binary) return toOwner(ownerOfBinary(data, running));
    const read = textSchema.safeParse(parsed(data));
    if (!read.success) return NOBODY;
    const promptId = read.data.data.prompt_id ?? null;
    if (promptId === null) {
      return FOR_EVERYBODY.has(read.data.type)
        ? { for: { kind: "connection" }, observation: null }
        : NOBODY;
    }
    running = promptId;
    return toOwner(promptId, observationOf(promptId, read.data, seenAtMs));
  };
}

function toOwner(providerJobId: string | null, observation: Observation | null = null): SocketNews {
  return providerJobId === null ? NOBODY : { for: { kind: "owner", providerJobId }, observation };
}

/** Four bytes name the kind; a preview with metadata has the metadata's length and the metadata next. */
function ownerOfBinary(data: Buffer, running: string | null): string | null {
  if (data.length < 8) return null;
  const kind = data.readUInt32BE(0);
  if (OF_THE_RUNNING_WORKFLOW.has(kind)) return running;
  if (kind !== PREVIEW_WITH_METADATA) return null;
  const metadata = parsed(data.subarray(8, 8 + data.readUInt32BE(4)));
  return previewSchema.safeParse(metadata).data?.prompt_id ?? null;
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

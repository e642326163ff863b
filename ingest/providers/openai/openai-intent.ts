import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent, SourceJob } from "../adapter.ts";
import { readSeconds } from "../read-seconds.ts";

const DEFAULT_MODEL = "sora-2";
const DEFAULT_SECONDS = "4";
const DEFAULT_SIZE = "720x1280";

/** The text fields that decide price and attribution, as the SDK's forms and JSON bodies name them. */
export const OPENAI_FIELDS = [
  "model",
  "prompt",
  "seconds",
  "size",
  "video",
  "video.id",
  "user",
  "safety_identifier",
  "metadata.user_id",
] as const;

/** May hold an image of any size as a data URL: that it is there is enough. */
export const OPENAI_PRESENCE_FIELDS = [
  "input_reference",
  "input_reference.file_id",
  "input_reference.image_url",
] as const;

export const OPENAI_FILE_FIELDS = ["input_reference", "video"] as const;

/** The video that a remix (in its path), an edit or an extension (in its body) starts from. */
export function openaiSource({ operation, pathParams, fields }: CreateCall): string | null {
  if (operation === "create") return null;
  if (operation === "remix") return pathParams["id"] ?? null;
  return fields.values.get("video.id") ?? fields.values.get("video") ?? null;
}

/**
 * What a create asks for with OpenAI's defaults (4 s, 720x1280, sora-2) applied. Remixes and edits take model,
 * size and seconds from their source; an extension is billed by its new segment. Without a known source the
 * defaults price it, and the dimension `source` says so.
 */
export function openaiIntent(call: CreateCall, source: SourceJob | null): CreateIntent {
  const { operation } = call;
  const { values, files } = call.fields;
  const model = values.get("model") ?? source?.model ?? DEFAULT_MODEL;
  const resolution = values.get("size") ?? source?.resolution ?? DEFAULT_SIZE;
  const said = values.get("seconds");
  const requestedSeconds =
    said === undefined
      ? (source?.requestedSeconds ?? readSeconds(DEFAULT_SECONDS))
      : readSeconds(said);
  const reference =
    files.has("input_reference") ||
    [...values.keys()].some((name) => name.startsWith("input_reference"));

  return {
    model,
    resolution,
    requestedSeconds,
    audio: true,
    dimensions: {
      operation,
      size: resolution,
      seconds: requestedSeconds === null ? (said ?? "") : plainNano(requestedSeconds),
      audio: true,
      input_reference: reference,
      ...(operation !== "create" && source === null ? { source: "unknown" } : {}),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get("prompt") ?? "",
  };
}

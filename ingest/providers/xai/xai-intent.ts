import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readFlag } from "../read-flag.ts";
import { readSeconds } from "../read-seconds.ts";

const DEFAULT_RESOLUTION = "480p";
const DEFAULT_SECONDS = "8";

export const XAI_FIELDS = [
  "model",
  "prompt",
  "duration",
  "resolution",
  "aspect_ratio",
  "generate_audio",
  "user",
] as const;

/** Addresses or data of any length. */
export const XAI_PRESENCE_FIELDS = [
  "image",
  "last_frame",
  "keyframes",
  "reference_images",
  "reference_audios",
  "video",
] as const;

/**
 * What a create asks for, 480p and 8 s where it doesn't say. An edit is as long as its source, which nobody here knows;
 * an extension is billed by its new segment, and has no documented default.
 */
export function xaiIntent({ operation, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const resolution = values.get("resolution") ?? DEFAULT_RESOLUTION;
  const asked = values.get("duration") ?? (operation === "create" ? DEFAULT_SECONDS : undefined);
  const requestedSeconds = operation === "edit" || asked === undefined ? null : readSeconds(asked);
  const audio = readFlag(values.get("generate_audio"));
  return {
    model: values.get("model") ?? NONE,
    resolution,
    requestedSeconds,
    audio,
    dimensions: {
      operation,
      resolution,
      image: values.has("image"),
      ...(requestedSeconds === null ? {} : { duration: plainNano(requestedSeconds) }),
      ...(audio === null ? {} : { audio }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get("prompt") ?? "",
  };
}

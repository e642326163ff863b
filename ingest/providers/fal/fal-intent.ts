import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readFlag } from "../read-flag.ts";
import { readSeconds } from "../read-seconds.ts";
import { falFamily } from "./fal-families.ts";

export const FAL_FIELDS = [
  "prompt",
  "duration",
  "resolution",
  "aspect_ratio",
  "generate_audio",
] as const;

/** Addresses or data of any length. */
export const FAL_PRESENCE_FIELDS = ["image_url", "start_image_url", "video_url"] as const;

/**
 * What a create asks for: its endpoint is the model. Every endpoint has fields and defaults of its own; what the common
 * ones don't say stays unknown, and the result's units settle it.
 */
export function falIntent({ operation, pathParams, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const model = `${pathParams["owner"] ?? NONE}/${pathParams["endpoint"] ?? NONE}`;
  const family = falFamily(model);
  const resolution = values.get("resolution");
  const aspectRatio = values.get("aspect_ratio");
  // Written as "8", 8 or "8s".
  const requestedSeconds = readSeconds((values.get("duration") ?? "").replace(/s$/, ""));
  const audio = readFlag(values.get("generate_audio"));
  return {
    model,
    resolution: resolution ?? NONE,
    requestedSeconds,
    audio,
    dimensions: {
      operation,
      image: values.has("image_url") || values.has("start_image_url"),
      video: values.has("video_url"),
      ...(family === null ? {} : { family }),
      ...(resolution === undefined ? {} : { resolution }),
      ...(aspectRatio === undefined ? {} : { aspect_ratio: aspectRatio }),
      ...(requestedSeconds === null ? {} : { duration: plainNano(requestedSeconds) }),
      ...(audio === null ? {} : { audio }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get("prompt") ?? "",
  };
}

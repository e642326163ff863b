import { NONE } from "../../../domain/attribution-fields.ts";
import { NANO_PER_UNIT } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readSeconds } from "../read-seconds.ts";

export const LUMA_FIELDS = [
  "model",
  "type",
  "prompt",
  "aspect_ratio",
  "video.resolution",
  "video.duration",
  "video.hdr",
] as const;

/** Addresses or data of any length. */
export const LUMA_PRESENCE_FIELDS = ["source", "video.start_frame", "video.end_frame"] as const;

/**
 * What a create asks for. A clip is priced whole, by type, resolution and length; none of them has a documented
 * default, so what is left out stays unknown. An edit is as long as its source, which nobody here knows.
 */
export function lumaIntent({ operation, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const type = values.get("type");
  const resolution = values.get("video.resolution");
  const duration = values.get("video.duration");
  const seconds = type === "video" ? readSeconds((duration ?? "").replace(/s$/, "")) : null;
  return {
    model: values.get("model") ?? NONE,
    resolution: resolution ?? NONE,
    requestedSeconds: seconds,
    audio: null,
    dimensions: {
      operation,
      hdr: values.get("video.hdr") === "true",
      image: values.has("video.start_frame"),
      ...(type === undefined ? {} : { type }),
      ...(resolution === undefined ? {} : { resolution }),
      ...(duration === undefined ? {} : { duration }),
    },
    units: { video: NANO_PER_UNIT, ...(seconds === null ? {} : { second: seconds }) },
    prompt: values.get("prompt") ?? "",
  };
}

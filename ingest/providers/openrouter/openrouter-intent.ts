import { NONE } from "../../../domain/attribution-fields.ts";
import { plainNano } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readFlag } from "../read-flag.ts";
import { readSeconds } from "../read-seconds.ts";
import { openrouterSku } from "./openrouter-sku.ts";

export const OPENROUTER_FIELDS = [
  "model",
  "prompt",
  "duration",
  "resolution",
  "size",
  "aspect_ratio",
  "generate_audio",
  "previous_job_id",
  "user",
] as const;

/** Addresses or data of any length. */
export const OPENROUTER_PRESENCE_FIELDS = ["frame_images", "input_references"] as const;

/** The job that this one goes on with. */
export function openrouterSource({ fields }: CreateCall): string | null {
  return fields.values.get("previous_job_id") ?? null;
}

/**
 * What a create asks for. Length and resolution have no documented default; sound is made where the model can. The
 * finished job names its money.
 */
export function openrouterIntent({ operation, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const model = values.get("model") ?? NONE;
  const size = values.get("size");
  const resolution = values.get("resolution")?.toLowerCase() ?? tierOf(size);
  const requestedSeconds = readSeconds(values.get("duration") ?? "");
  const audio = readFlag(values.get("generate_audio"));
  const image = values.has("frame_images");
  const video = values.has("previous_job_id");
  const sku = openrouterSku(model, { resolution, audio, image, video });
  return {
    model,
    resolution: size ?? resolution ?? NONE,
    requestedSeconds,
    audio,
    dimensions: {
      operation,
      image,
      ...(sku === null ? {} : { sku }),
      ...(resolution === null ? {} : { resolution }),
      ...(size === undefined ? {} : { size }),
      ...(requestedSeconds === null ? {} : { duration: plainNano(requestedSeconds) }),
      ...(audio === null ? {} : { audio }),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: values.get("prompt") ?? "",
  };
}

/** 1280x720 → 720p: the shorter side names the resolution. */
function tierOf(size: string | undefined): string | null {
  const [, width, height] = /^(\d{2,5})x(\d{2,5})$/.exec(size ?? "") ?? [];
  return width === undefined ? null : `${Math.min(Number(width), Number(height))}p`;
}

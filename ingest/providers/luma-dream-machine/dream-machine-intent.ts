import { NONE } from "../../../domain/attribution-fields.ts";
import { NANO_PER_UNIT } from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readSeconds } from "../read-seconds.ts";

export const DREAM_MACHINE_FIELDS = [
  "model",
  "prompt",
  "aspect_ratio",
  "resolution",
  "duration",
] as const;

/** Addresses, or the jobs that a clip goes on from. */
export const DREAM_MACHINE_PRESENCE_FIELDS = ["keyframes"] as const;

/**
 * What a create asks for. A clip is priced whole, by resolution and length; neither has a documented default, so what
 * is left out stays unknown until the job's answer repeats what it was made of.
 */
export function dreamMachineIntent({ operation, fields }: CreateCall): CreateIntent {
  const { values } = fields;
  const resolution = values.get("resolution");
  const duration = values.get("duration");
  const seconds = readSeconds((duration ?? "").replace(/s$/, ""));
  return {
    model: values.get("model") ?? NONE,
    resolution: resolution ?? NONE,
    requestedSeconds: seconds,
    audio: null,
    dimensions: {
      operation,
      image: values.has("keyframes"),
      ...(resolution === undefined ? {} : { resolution }),
      ...(duration === undefined ? {} : { duration }),
    },
    units: { video: NANO_PER_UNIT, ...(seconds === null ? {} : { second: seconds }) },
    prompt: values.get("prompt") ?? "",
  };
}

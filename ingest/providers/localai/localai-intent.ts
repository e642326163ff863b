import type { CreateCall, CreateIntent } from "../adapter.ts";
import { framesIntent } from "../frames-intent.ts";

export const LOCALAI_FIELDS = [
  "model",
  "prompt",
  "width",
  "height",
  "num_frames",
  "fps",
  "step",
] as const;

/** Images as addresses or data of any length. */
export const LOCALAI_PRESENCE_FIELDS = ["start_image", "end_image"] as const;

/** What is left out is up to the model's own configuration, which nobody here knows. */
export function localaiIntent(call: CreateCall): CreateIntent {
  const { values } = call.fields;
  const width = values.get("width");
  const height = values.get("height");
  return framesIntent(call, {
    model: values.get("model"),
    resolution: width === undefined || height === undefined ? undefined : `${width}x${height}`,
    frames: values.get("num_frames"),
    framesPerSecond: values.get("fps"),
    steps: values.get("step"),
  });
}

import type { CreateCall, CreateIntent } from "../adapter.ts";
import { framesIntent } from "../frames-intent.ts";

export const NIM_FIELDS = [
  "prompt",
  "resolution",
  "num_frames",
  "num_output_frames",
  "fps",
  "steps",
  "num_steps",
] as const;

/** Images and clips as data of any length, under the names of each model. */
export const NIM_PRESENCE_FIELDS = ["image", "video", "input_reference"] as const;

/** A NIM serves one model, which its requests don't name; what they leave out differs by model and stays unknown. */
export function nimIntent(call: CreateCall): CreateIntent {
  const { values } = call.fields;
  return framesIntent(call, {
    model: undefined,
    resolution: values.get("resolution"),
    frames: values.get("num_frames") ?? values.get("num_output_frames"),
    framesPerSecond: values.get("fps"),
    steps: values.get("steps") ?? values.get("num_steps"),
  });
}

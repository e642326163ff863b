import type { CreateCall, CreateIntent } from "../adapter.ts";
import { framesIntent } from "../frames-intent.ts";

export const DYNAMO_FIELDS = [
  "model",
  "prompt",
  "size",
  "seconds",
  "user",
  "nvext.fps",
  "nvext.num_frames",
  "nvext.num_inference_steps",
] as const;

/** An image as an address or data of any length. */
export const DYNAMO_PRESENCE_FIELDS = ["input_reference"] as const;

const DEFAULT_SIZE = "832x480";
const DEFAULT_FPS = "24";

/** Defaults as its protocol states them; a number of frames overrides the seconds, and without either nothing is stated. */
export function dynamoIntent(call: CreateCall): CreateIntent {
  const { values } = call.fields;
  const frames = values.get("nvext.num_frames");
  return framesIntent(call, {
    model: values.get("model"),
    resolution: values.get("size") ?? DEFAULT_SIZE,
    seconds: frames === undefined ? values.get("seconds") : undefined,
    frames,
    framesPerSecond: values.get("nvext.fps") ?? DEFAULT_FPS,
    steps: values.get("nvext.num_inference_steps"),
  });
}

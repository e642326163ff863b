import { NONE } from "../../../domain/attribution-fields.ts";
import {
  divideRounded,
  isDecimal,
  parseNano,
  plainNano,
  type Nano,
} from "../../../domain/money.ts";
import type { CreateCall, CreateIntent } from "../adapter.ts";
import { readFlag } from "../read-flag.ts";
import { readSeconds } from "../read-seconds.ts";

/** What servers of open models take beside OpenAI's fields, and what decides how long they work. */
export const SERVER_FIELDS = [
  "model",
  "prompt",
  "seconds",
  "size",
  "width",
  "height",
  "num_frames",
  "fps",
  "num_inference_steps",
  "generate_sound",
  "user",
  "safety_identifier",
  "metadata.user_id",
] as const;

/**
 * What a create asks a server of open models for. Its defaults are those of the model that it serves, so what is left
 * out stays unknown; a clip without `seconds` is as long as its frames last.
 */
export function serverIntent({ operation, fields }: CreateCall): CreateIntent {
  const { values, files } = fields;
  const frames = readCountNano(values.get("num_frames"));
  const fps = readCountNano(values.get("fps"));
  const said = values.get("seconds");
  const requestedSeconds = said === undefined ? lengthOf(frames, fps) : readSeconds(said);
  const size = sizeOf(values);
  const audio = readFlag(values.get("generate_sound"));
  const steps = readCountNano(values.get("num_inference_steps"));
  return {
    model: values.get("model") ?? NONE,
    resolution: size ?? NONE,
    requestedSeconds,
    audio,
    dimensions: {
      operation,
      input_reference:
        files.has("input_reference") ||
        [...values.keys()].some((name) => name.startsWith("input_reference")),
      ...(size === null ? {} : { size }),
      ...(requestedSeconds === null ? {} : { seconds: plainNano(requestedSeconds) }),
      ...(frames === null ? {} : { num_frames: plainNano(frames) }),
      ...(fps === null ? {} : { fps: plainNano(fps) }),
      ...(steps === null ? {} : { num_inference_steps: plainNano(steps) }),
      ...(audio === null ? {} : { audio }),
    },
    units: {
      ...(requestedSeconds === null ? {} : { second: requestedSeconds }),
      ...(frames === null ? {} : { frame: frames }),
    },
    prompt: values.get("prompt") ?? "",
  };
}

/** `size`, or width and height written like it. */
function sizeOf(values: ReadonlyMap<string, string>): string | null {
  const size = values.get("size");
  if (size !== undefined && size !== "") return size;
  const [width, height] = [values.get("width"), values.get("height")];
  return width === undefined || height === undefined ? null : `${width}x${height}`;
}

const ONE = 1_000_000_000n;
const MAX_COUNT: Nano = 1_000_000n * ONE;

/** A positive number as nano; null for what is none, or beyond any clip. */
function readCountNano(text: string | undefined): Nano | null {
  if (text === undefined || text.length > 12 || !isDecimal(text)) return null;
  const nano = parseNano(text);
  return nano > 0n && nano <= MAX_COUNT ? nano : null;
}

/** Seconds of so many frames, rounded to the nano; within the bounds of any clip. */
function lengthOf(frames: Nano | null, fps: Nano | null): Nano | null {
  if (frames === null || fps === null) return null;
  const seconds = divideRounded(frames * ONE, fps);
  return seconds > 0n && seconds <= 3_600n * ONE ? seconds : null;
}

import { NONE } from "../../../domain/attribution-fields.ts";
import { divideRounded, parseNano, plainNano, type Nano } from "../../../domain/money.ts";
import type { CreateCall, CreateFault, CreateIntent } from "../adapter.ts";
import { readSeconds } from "../read-seconds.ts";

const INPUTS = "prompt.*.inputs.";
export const COMFYUI_PROMPT = `${INPUTS}text`;

/** Inputs by which loaders, latents and savers of a workflow tell what it makes, whatever their nodes are called. */
export const COMFYUI_FIELDS: readonly string[] = [
  "prompt_id",
  COMFYUI_PROMPT,
  ...["ckpt_name", "unet_name", "width", "height", "length", "fps", "frame_rate"].map(
    (name) => INPUTS + name,
  ),
];

/** A workflow under the id of another one takes its place in the server's history, whoever that one belongs to. */
export function comfyuiFault({ fields }: CreateCall): CreateFault | null {
  if (!fields.values.has("prompt_id")) return null;
  const message = "Leave 'prompt_id' to the server: a workflow under an id of another replaces it.";
  return { param: "prompt_id", message };
}

/** What a workflow without a loader that names its model is booked as. */
const UNNAMED = "comfyui";

/** What a workflow asks for. A value counts where all nodes that have it agree; the rest stays unknown. */
export function comfyuiIntent({ operation, fields }: CreateCall): CreateIntent {
  const lines = (name: string) => linesOf(fields.values.get(INPUTS + name));
  const width = agreed(lines("width"));
  const height = agreed(lines("height"));
  const frames = agreed(lines("length"));
  const rate = agreed([...lines("fps"), ...lines("frame_rate")]);
  const resolution = width === null || height === null ? null : `${width}x${height}`;
  const seconds = secondsOf(frames, rate);
  return {
    model: modelOf([...lines("unet_name"), ...lines("ckpt_name")]),
    resolution: resolution ?? NONE,
    requestedSeconds: seconds,
    audio: null,
    dimensions: {
      operation,
      ...(resolution === null ? {} : { resolution }),
      ...(frames === null ? {} : { frames: Number(frames) }),
      ...(rate === null ? {} : { fps: Number(rate) }),
      ...(seconds === null ? {} : { duration: plainNano(seconds) }),
    },
    units: {
      ...(seconds === null ? {} : { second: seconds }),
      ...(frames === null ? {} : { frame: parseNano(frames) }),
    },
    prompt: fields.values.get(COMFYUI_PROMPT) ?? "",
  };
}

function linesOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split("\n");
}

const COUNT = /^[1-9]\d{0,5}$/;

/** The whole number that all of them are; null where they differ or are none. */
function agreed(values: readonly string[]): string | null {
  const numbers = new Set(values.filter((value) => COUNT.test(value)));
  const [only] = numbers;
  return only !== undefined && numbers.size === 1 ? only : null;
}

const MODEL_FILE = /^[\w .()+/\\-]{1,200}$/;

/** Models of several parts (a high and a low noise one) are named by the first in the order of names. */
function modelOf(files: readonly string[]): string {
  return files.filter((file) => MODEL_FILE.test(file)).toSorted()[0] ?? UNNAMED;
}

const MS_PER_SECOND = 1_000n;
const NANO_PER_MS = 1_000_000n;

/** In whole ms, as lengths are kept. */
function secondsOf(frames: string | null, rate: string | null): Nano | null {
  if (frames === null || rate === null) return null;
  const ms = divideRounded(BigInt(frames) * MS_PER_SECOND, BigInt(rate));
  return readSeconds(plainNano(ms * NANO_PER_MS));
}

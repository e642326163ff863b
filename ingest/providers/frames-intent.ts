import { NONE } from "../../domain/attribution-fields.ts";
import {
  divideRounded,
  isDecimal,
  NANO_PER_UNIT,
  parseNano,
  type Nano,
} from "../../domain/money.ts";
import type { DimensionValue } from "../../domain/pricing.ts";
import type { CreateCall, CreateIntent } from "./adapter.ts";
import { readSeconds } from "./read-seconds.ts";

/** What a create at a server of one's own says of its clip, each as it is written there. */
export interface FramesAsked {
  readonly model: string | undefined;
  readonly resolution: string | undefined;
  /** Goes before what frames and their rate make. */
  readonly seconds?: string | undefined;
  readonly frames: string | undefined;
  readonly framesPerSecond: string | undefined;
  readonly steps: string | undefined;
}

/** A create that counts its clip in frames: its length is their number by their rate, unknown without either. */
export function framesIntent({ operation, fields }: CreateCall, asked: FramesAsked): CreateIntent {
  const { model = NONE, resolution = NONE, steps } = asked;
  const frames = countOf(asked.frames);
  const rate = countOf(asked.framesPerSecond);
  const said = asked.seconds === undefined ? null : readSeconds(asked.seconds);
  const seconds = said ?? (frames === null || rate === null ? null : lengthOf(frames, rate));
  const dimensions: Record<string, DimensionValue> = { operation };
  if (resolution !== NONE) dimensions["resolution"] = resolution;
  if (steps !== undefined) dimensions["steps"] = steps;
  return {
    model,
    resolution,
    requestedSeconds: seconds,
    audio: null,
    dimensions,
    units: {
      video: NANO_PER_UNIT,
      ...(seconds === null ? {} : { second: seconds }),
      ...(frames === null ? {} : { frame: frames }),
    },
    prompt: fields.values.get("prompt") ?? "",
  };
}

const MAX_COUNT: Nano = 1_000_000_000_000_000n;

/** Nano; null for what is no positive number of a million at most. */
function countOf(text: string | undefined): Nano | null {
  if (text === undefined || text.length > 20 || !isDecimal(text)) return null;
  const count = parseNano(text);
  return count > 0n && count <= MAX_COUNT ? count : null;
}

const MAX_SECONDS: Nano = 3_600_000_000_000n;

function lengthOf(frames: Nano, rate: Nano): Nano | null {
  const seconds = divideRounded(frames * NANO_PER_UNIT, rate);
  return seconds > 0n && seconds <= MAX_SECONDS ? seconds : null;
}

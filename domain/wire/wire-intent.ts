import { NONE } from "../attribution-fields.ts";
import type { Operation } from "../generation.ts";
import { plainNano, type Nano } from "../money.ts";
import type { DimensionValue } from "../pricing.ts";
import { secondsOf } from "./read-wire-answer.ts";
import type { Wire, WireSaid } from "./wire-schema.ts";

/** What a create asks for, as far as prices and figures depend on it. */
export interface WireIntent {
  readonly model: string;
  readonly resolution: string;
  readonly requestedSeconds: Nano | null;
  readonly audio: boolean | null;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  readonly units: Readonly<Record<string, Nano>>;
  readonly prompt: string;
}

/** Reads a create by a wire's description, its defaults applied. */
export function wireIntent(
  wire: Wire,
  call: {
    readonly operation: Operation;
    readonly values: ReadonlyMap<string, string>;
    readonly pathParams: Readonly<Record<string, string>>;
  },
): WireIntent {
  const { request } = wire;
  const read = (said: WireSaid | undefined): string | null => {
    if (said === undefined) return null;
    const inBody = said.field === undefined ? undefined : call.values.get(said.field);
    const inPath = said.param === undefined ? undefined : call.pathParams[said.param];
    const text = inBody ?? inPath ?? said.default;
    return text === undefined || text === "" ? null : String(text);
  };
  const resolution = read(request.resolution);
  const requestedSeconds = secondsOf(read(request.seconds));
  const audio = flagOf(read(request.audio));
  const further = Object.entries(request.dimensions).flatMap(([name, said]) => {
    const text = read(said);
    return text === null ? [] : [[name, flagOf(text) ?? text] as const];
  });
  return {
    model: read(request.model) ?? NONE,
    resolution: resolution ?? NONE,
    requestedSeconds,
    audio,
    dimensions: {
      operation: call.operation,
      ...(resolution === null ? {} : { resolution }),
      ...(requestedSeconds === null ? {} : { seconds: plainNano(requestedSeconds) }),
      ...(audio === null ? {} : { audio }),
      ...Object.fromEntries(further),
    },
    units: requestedSeconds === null ? {} : { second: requestedSeconds },
    prompt: request.prompt === undefined ? "" : (call.values.get(request.prompt.field) ?? ""),
  };
}

/** Fields of a create's body that the wire reads, the prompt's left out. */
export function wireFields({ request }: Wire): readonly string[] {
  const { model, resolution, seconds, audio, dimensions } = request;
  const said = [model, resolution, seconds, audio, ...Object.values(dimensions)];
  return [...new Set(said.flatMap((each) => each?.field ?? []))];
}

function flagOf(text: string | null): boolean | null {
  if (text === "true") return true;
  return text === "false" ? false : null;
}

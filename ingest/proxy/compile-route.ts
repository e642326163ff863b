import type { ProviderRoute } from "../providers/provider-route.ts";
import type { PathParams } from "./match-route.ts";

/** A declared path, taken apart. */
export interface CompiledRoute {
  readonly route: ProviderRoute;
  readonly segments: readonly Segment[];
  /** Where the parameter of several segments stands; -1 without one. */
  readonly longAt: number;
  /** Characters that are given: of two routes that fit, the one with more is meant. */
  readonly literals: number;
}

interface Segment {
  /** The whole segment, or what follows its parameter (`:predictLongRunning`). */
  readonly literal: string;
  /** Null for a segment that is given whole. */
  readonly name: string | null;
}

/** What providers' ids and models look like; anything else never reaches an upstream. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,199}$/;
/** One of several segments of a name (`fal-ai/veo3/image-to-video`). */
const NAME_PART = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
const MAX_NAME_PARTS = 8;
/** An operation of Vertex has ten. */
const MAX_ID_PARTS = 12;

const PARAMETER = /^\{(\w+)(\.\.\.)?\}(.*)$/;

/** True for what may be a job's id: one segment, or several of a longer name. */
export function isJobId(text: string): boolean {
  if (ID.test(text)) return true;
  const parts = text.split("/");
  return parts.length <= MAX_ID_PARTS && parts.every((part) => NAME_PART.test(part));
}

/** Takes a declared path apart. @throws TypeError for a path that can't be matched in one way only. */
export function compileRoute(route: ProviderRoute): CompiledRoute {
  const parts = route.path.split("/");
  const segments = parts.map((part): Segment => {
    const [, name, , suffix = ""] = PARAMETER.exec(part) ?? [];
    return name === undefined ? { literal: part, name: null } : { literal: suffix, name };
  });
  const long = parts.filter((part) => part.startsWith("{") && part.includes("...}"));
  if (long.length > 1 || long.some((part) => !part.endsWith("...}"))) {
    throw new TypeError(`not a path that can be matched: ${route.path}`);
  }
  return {
    route,
    segments,
    longAt: long.length === 0 ? -1 : parts.indexOf(long[0] ?? ""),
    literals: segments.reduce((sum, segment) => sum + segment.literal.length, 0),
  };
}

/** The parameters of a path that fits; `invalid-id` when only a parameter's value is not one that may pass. */
export function readParams(
  compiled: CompiledRoute,
  path: readonly string[],
): PathParams | "other" | "invalid-id" {
  const { segments, longAt } = compiled;
  const extra = path.length - segments.length;
  if (longAt === -1 ? extra !== 0 : extra < 0 || extra >= MAX_NAME_PARTS) return "other";
  let params: Record<string, string> | null = null;
  let valid = true;
  for (let index = 0; index < segments.length; index += 1) {
    const segment = segments[index];
    if (segment === undefined) return "other";
    if (index === longAt) {
      const name = path.slice(index, index + extra + 1);
      const { without } = compiled.route;
      if (without !== undefined && name.some((part) => without.includes(part.toLowerCase()))) {
        return "other";
      }
      valid &&= name.every((part) => NAME_PART.test(part));
      params ??= {};
      params[segment.name ?? ""] = name.join("/");
      continue;
    }
    const text = path[longAt !== -1 && index > longAt ? index + extra : index] ?? "";
    const { literal, name } = segment;
    if (name === null) {
      if (text !== literal) return "other";
      continue;
    }
    if (!text.endsWith(literal)) return "other";
    const value = literal === "" ? text : text.slice(0, -literal.length);
    valid &&= ID.test(value);
    params ??= {};
    params[name] = value;
  }
  if (!valid) return "invalid-id";
  return params ?? NO_PARAMS;
}

const NO_PARAMS: PathParams = {};

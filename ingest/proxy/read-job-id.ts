import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { FILE, type JobIdPlace } from "../providers/provider-route.ts";
import { isJobId } from "./compile-route.ts";
import type { Call } from "./exchange.ts";
import { parseJson } from "./json-tap.ts";
import type { PathParams } from "./match-route.ts";
import type { ProxyLimits } from "./proxy-limits.ts";
import { denials, type Denial } from "./refusals.ts";

export type NamedJob =
  /** `body`: the whole of it, where it names the job; null where there is none to pass on. */
  | { readonly kind: "named"; readonly id: string; readonly body: Buffer | null }
  | { readonly kind: "denied"; readonly denial: Denial }
  | { readonly kind: "gone" };

const IN_PATH: JobIdPlace = { in: "path", name: "id" };

/** Which job, or which of its files, a question is about, read from where its route says that the id stands. */
export function readJobId(call: Call, limits: ProxyLimits): NamedJob | Promise<NamedJob> {
  const { route, params, query } = call.caller;
  const place = route.jobId ?? IN_PATH;
  if (place.in === "path") return { kind: "named", id: idInPath(place, params), body: null };
  if (place.in === "body") return idInBody(call, place, limits);
  const asked = new URLSearchParams(query);
  if (place.alone === true && asked.size !== 1)
    return { kind: "denied", denial: denials.invalidId };
  return route.object === FILE ? fileInQuery(asked, place) : named(asked.getAll(place.name), null);
}

function idInPath({ name, as }: JobIdPlace, params: PathParams): string {
  if (as === undefined) return params[name] ?? "";
  return as.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => params[parameter] ?? "");
}

/** Names of files are anything short: what no job's answer named goes no further. */
function fileInQuery(asked: URLSearchParams, place: JobIdPlace): NamedJob {
  const values = [place.name, ...(place.with ?? [])].map((name) => asked.getAll(name));
  const id = values.map(([value]) => value ?? "").join("\n");
  const plain = values[0]?.length === 1 && values.every((all) => all.length <= 1);
  if (plain && id.length <= MAX_FILE_ID) return { kind: "named", id, body: null };
  return { kind: "denied", denial: denials.invalidId };
}

const MAX_FILE_ID = 600;

async function idInBody(call: Call, place: JobIdPlace, limits: ProxyLimits): Promise<NamedJob> {
  const { name, as } = place;
  const body = await readQuestion(call.incoming, limits);
  if (!Buffer.isBuffer(body)) return body;
  call.bytesIn += body.length;
  const read = z.looseObject({ [name]: z.string() }).safeParse(parseJson(body));
  const id = read.success ? read.data[name] : null;
  const begins = as === undefined ? "" : idInPath(place, call.caller.params);
  return named(typeof id === "string" && id.startsWith(begins) ? [id] : [], body);
}

function named(ids: readonly unknown[], body: Buffer | null): NamedJob {
  const [id] = ids;
  if (ids.length === 1 && typeof id === "string" && isJobId(id)) return { kind: "named", id, body };
  return { kind: "denied", denial: denials.invalidId };
}

/** A question is a name or two: more than this is none. */
const MAX_QUESTION_BYTES = 16_384;

function readQuestion(
  incoming: IncomingMessage,
  limits: ProxyLimits,
): Promise<Buffer | Exclude<NamedJob, { kind: "named" }>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const slow = () => resolve({ kind: "denied", denial: denials.slowBody });
    const idle = setTimeout(slow, limits.bodyIdleMs);
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_QUESTION_BYTES) resolve({ kind: "denied", denial: denials.tooLarge });
      else chunks.push(chunk);
    });
    incoming.once("end", () => resolve(Buffer.concat(chunks)));
    incoming.once("close", () => {
      clearTimeout(idle);
      resolve({ kind: "gone" });
    });
    incoming.on("error", () => resolve({ kind: "gone" }));
  });
}

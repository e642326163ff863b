import { Agent, request, type Dispatcher } from "undici";
import type { Upstream } from "../directory.ts";
import type { JobAnswer, ProviderAdapter, ProviderCall } from "../providers/adapter.ts";
import { pathOfCall } from "../providers/upstream-path.ts";
import { guardedConnector } from "../proxy/guarded-connector.ts";
import { jobAnswer } from "../proxy/job-answer.ts";
import { JsonSkeleton } from "../proxy/json-skeleton.ts";
import { parseJson } from "../proxy/json-tap.ts";

/** Our own calls to upstreams are small and short, but for answers with a clip in them; all bounds are for one call. */
export const UPSTREAM_CALL = {
  connectMs: 5_000,
  headersMs: 10_000,
  bodyMs: 10_000,
  /** From start to end, whatever trickles. */
  totalMs: 45_000,
  /** Of a longer answer the skeleton is read. */
  maxBodyBytes: 8 * 1024 * 1024,
  maxSkeletonBytes: 1024 * 1024,
  connections: 4,
} as const;

export type UpstreamAnswer =
  | (JobAnswer & {
      readonly kind: "answer";
      /** Null when not said. */
      readonly retryAfterMs: number | null;
    })
  | { readonly kind: "unreachable"; readonly cause: unknown };

/** Asks upstreams with their credentials. Never follows a redirect, never throws. */
export interface UpstreamClient {
  call(upstream: Upstream, adapter: ProviderAdapter, call: ProviderCall): Promise<UpstreamAnswer>;
  close(): Promise<void>;
}

export function createUpstreamClient(
  totalMs: number = UPSTREAM_CALL.totalMs,
  now: () => number = Date.now,
): UpstreamClient {
  const agents = { private: agent(true), public: agent(false) };
  return {
    async call(upstream, adapter, { method, path, body }) {
      const dispatcher = upstream.allowPrivate ? agents.private : agents.public;
      const upstreamPath = pathOfCall(adapter, upstream.baseUrl, path);
      if (upstreamPath === null) return { kind: "unreachable", cause: NOT_COVERED };
      try {
        const answer = await request(new URL(upstreamPath, upstream.baseUrl.origin), {
          dispatcher,
          method,
          body: body === undefined ? null : JSON.stringify(body),
          headers: {
            ...adapter.ownHeaders,
            ...adapter.credentialHeaders(upstream.credential, now()),
            accept: "application/json",
            "accept-encoding": "identity",
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          headersTimeout: UPSTREAM_CALL.headersMs,
          bodyTimeout: UPSTREAM_CALL.bodyMs,
          signal: AbortSignal.timeout(totalMs),
        });
        const { statusCode: status, headers } = answer;
        const plain = await readBody(answer);
        const json = parseJson(plain);
        const retryAfterMs = readRetryAfter(headers["retry-after"]);
        return { kind: "answer", ...jobAnswer({ status, headers, json, plain }), retryAfterMs };
      } catch (cause) {
        return { kind: "unreachable", cause };
      }
    },
    async close() {
      await Promise.all([agents.private.destroy(), agents.public.destroy()]);
    },
  };
}

/** The base URL was changed to another part of the provider since the job was made. */
const NOT_COVERED = new Error("the upstream's base URL does not cover this job");

function agent(allowPrivate: boolean): Agent {
  return new Agent({
    connect: guardedConnector({ allowPrivate, connectMs: UPSTREAM_CALL.connectMs }),
    connections: UPSTREAM_CALL.connections,
    pipelining: 1,
  });
}

class UnreadableBodyError extends Error {
  override readonly name = "UnreadableBodyError";
}

/** The answer's bytes; of a long one those of its skeleton. */
async function readBody(answer: Dispatcher.ResponseData): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let skeleton: JsonSkeleton | null = null;
  for await (const chunk of answer.body) {
    const piece: Buffer = chunk;
    bytes += piece.length;
    chunks.push(piece);
    if (bytes <= UPSTREAM_CALL.maxBodyBytes) continue;
    skeleton ??= new JsonSkeleton(UPSTREAM_CALL.maxSkeletonBytes);
    for (const each of chunks) skeleton.write(each);
    chunks = [];
    if (skeleton.unread) throw new UnreadableBodyError("the long answer is no JSON to be read");
  }
  const read = skeleton === null ? Buffer.concat(chunks) : skeleton.text();
  if (read === null) throw new UnreadableBodyError("the long answer ends too early");
  return read;
}

/** Seconds only; dates are rare and a guess of ours does as well. */
function readRetryAfter(header: string | string[] | undefined): number | null {
  const seconds = typeof header === "string" ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

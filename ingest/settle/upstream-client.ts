import { Agent, request, type Dispatcher } from "undici";
import type { Upstream } from "../directory.ts";
import type { JobAnswer, ProviderAdapter, ProviderCall } from "../providers/adapter.ts";
import { upstreamPath } from "../providers/upstream-path.ts";
import { guardedConnector } from "../proxy/guarded-connector.ts";
import { jobAnswer } from "../proxy/job-answer.ts";
import { parseJson } from "../proxy/json-tap.ts";

/** Our own calls to upstreams are small and short; all bounds are for one call. */
export const UPSTREAM_CALL = {
  connectMs: 5_000,
  headersMs: 10_000,
  bodyMs: 10_000,
  /** From start to end, whatever trickles. */
  totalMs: 20_000,
  maxBodyBytes: 8 * 1024 * 1024,
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
      try {
        const answer = await request(
          new URL(upstreamPath(upstream.baseUrl, path), upstream.baseUrl.origin),
          {
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
          },
        );
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

function agent(allowPrivate: boolean): Agent {
  return new Agent({
    connect: guardedConnector({ allowPrivate, connectMs: UPSTREAM_CALL.connectMs }),
    connections: UPSTREAM_CALL.connections,
    pipelining: 1,
  });
}

class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

async function readBody(answer: Dispatcher.ResponseData): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    const piece: Buffer = chunk;
    bytes += piece.length;
    if (bytes > UPSTREAM_CALL.maxBodyBytes) {
      throw new BodyTooLargeError(`the answer is over ${UPSTREAM_CALL.maxBodyBytes} bytes`);
    }
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

/** Seconds only; dates are rare and a guess of ours does as well. */
function readRetryAfter(header: string | string[] | undefined): number | null {
  const seconds = typeof header === "string" ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

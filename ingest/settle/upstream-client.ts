import { Agent, request, type Dispatcher } from "undici";
import type { Upstream } from "../directory.ts";
import type { ProviderAdapter } from "../providers/adapter.ts";
import { upstreamPath } from "../providers/upstream-path.ts";
import { guardedConnector } from "../proxy/guarded-connector.ts";

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
  /** `body` is null when it is not JSON. `retryAfterMs` null when not said. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body: unknown;
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: "unreachable"; readonly cause: unknown };

/** GETs JSON from upstreams with their credentials. Never follows a redirect, never throws. */
export interface UpstreamClient {
  get(upstream: Upstream, adapter: ProviderAdapter, wirePath: string): Promise<UpstreamAnswer>;
  close(): Promise<void>;
}

export function createUpstreamClient(totalMs: number = UPSTREAM_CALL.totalMs): UpstreamClient {
  const agents = { private: agent(true), public: agent(false) };
  return {
    async get(upstream, adapter, wirePath) {
      const dispatcher = upstream.allowPrivate ? agents.private : agents.public;
      try {
        const answer = await request(
          new URL(upstreamPath(upstream.baseUrl, wirePath), upstream.baseUrl.origin),
          {
            dispatcher,
            method: "GET",
            headers: {
              ...adapter.credentialHeaders(upstream.credential),
              accept: "application/json",
              "accept-encoding": "identity",
            },
            headersTimeout: UPSTREAM_CALL.headersMs,
            bodyTimeout: UPSTREAM_CALL.bodyMs,
            signal: AbortSignal.timeout(totalMs),
          },
        );
        const body = await readJson(answer);
        const retryAfterMs = readRetryAfter(answer.headers["retry-after"]);
        return { kind: "answer", status: answer.statusCode, body, retryAfterMs };
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

async function readJson(answer: Dispatcher.ResponseData): Promise<unknown> {
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
  return parseJson(Buffer.concat(chunks).toString("utf8"));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Seconds only; dates are rare and a guess of ours does as well. */
function readRetryAfter(header: string | string[] | undefined): number | null {
  const seconds = typeof header === "string" ? Number(header) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

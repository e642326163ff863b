import type { LookupFunction } from "node:net";
import { Agent, request } from "undici";
import { isPrivateHost } from "../../domain/callback-allowlist.ts";
import { guardedConnector } from "../proxy/guarded-connector.ts";

/** From start to end, whatever trickles. */
export const RECEIVER_MS = 15_000;
const CONNECT_MS = 5_000;
const CONNECTIONS = 4;
const MAX_ANSWER_BYTES = 64 * 1024;

export interface ReceiverAnswer {
  readonly status: number | null;
  /** Null when it was taken. */
  readonly fault: "status" | "redirect" | "timeout" | "forbidden_address" | "unreachable" | null;
}

/** Calls clients' receivers. Follows no redirect, keeps nothing of an answer but its status. */
export interface ReceiverClient {
  /** Never rejects. `headers`: names and values in turn. */
  call(url: URL, headers: readonly string[], body: Uint8Array): Promise<ReceiverAnswer>;
  close(): Promise<void>;
}

/** Private addresses are called only under names that are private themselves, which a key must list. */
export function createReceiverClient(
  options: { readonly totalMs?: number; readonly lookup?: LookupFunction } = {},
): ReceiverClient {
  const { totalMs = RECEIVER_MS, lookup } = options;
  const agent = (allowPrivate: boolean): Agent =>
    new Agent({
      connect: guardedConnector({
        allowPrivate,
        connectMs: CONNECT_MS,
        ...(lookup === undefined ? {} : { lookup }),
      }),
      connections: CONNECTIONS,
      pipelining: 1,
    });
  const agents = { private: agent(true), public: agent(false) };
  return {
    async call(url, headers, body) {
      try {
        const signal = AbortSignal.timeout(totalMs);
        const answer = await request(url, {
          dispatcher: isPrivateHost(url.hostname) ? agents.private : agents.public,
          method: "POST",
          headers: [...headers],
          body: Buffer.from(body),
          headersTimeout: totalMs,
          bodyTimeout: totalMs,
          signal,
        });
        const { statusCode: status } = answer;
        // What it says doesn't matter; read, so that the connection can serve again.
        await answer.body.dump({ limit: MAX_ANSWER_BYTES, signal }).catch(() => undefined);
        return { status, fault: faultOfStatus(status) };
      } catch (error) {
        return { status: null, fault: faultOfError(error) };
      }
    },
    async close() {
      await Promise.all([agents.private.destroy(), agents.public.destroy()]);
    },
  };
}

function faultOfStatus(status: number): ReceiverAnswer["fault"] {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? "redirect" : "status";
}

const TIMEOUTS = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

function faultOfError(error: unknown): ReceiverAnswer["fault"] {
  if (!(error instanceof Error)) return "unreachable";
  if (error.name === "TimeoutError") return "timeout";
  const code = "code" in error ? String(error.code) : "";
  if (code === "FORBIDDEN_ADDRESS") return "forbidden_address";
  return TIMEOUTS.has(code) ? "timeout" : "unreachable";
}

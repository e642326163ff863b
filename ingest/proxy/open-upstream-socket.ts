import { WebSocket } from "ws";
import type { Caller } from "./exchange.ts";
import { guardedLookup, isForbiddenLiteral } from "./guarded-connector.ts";
import type { ProxyContext } from "./proxy-context.ts";
import type { RelayFault } from "./relay.ts";

export type UpstreamSocket =
  | { readonly kind: "open"; readonly socket: WebSocket }
  | { readonly kind: "fault"; readonly fault: RelayFault };

/** Opens the upstream's websocket with its credential; nothing of the client's headers goes along. */
export async function openUpstreamSocket(
  { upstream, adapter, upstreamPath }: Caller,
  { limits, lookup, clock }: Pick<ProxyContext, "limits" | "lookup" | "clock">,
): Promise<UpstreamSocket> {
  const { baseUrl, allowPrivate } = upstream;
  if (isForbiddenLiteral(baseUrl.hostname, allowPrivate)) {
    return { kind: "fault", fault: "unreachable" };
  }
  const scheme = baseUrl.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${baseUrl.host}${upstreamPath}`, {
    headers: { ...adapter.credentialHeaders(upstream.credential, clock()) },
    lookup: guardedLookup(allowPrivate, lookup),
    handshakeTimeout: limits.connectMs,
    maxPayload: limits.maxSocketMessageBytes,
    perMessageDeflate: false,
    followRedirects: false,
  });
  return new Promise((resolve) => {
    const fail = (fault: RelayFault): void => {
      resolve({ kind: "fault", fault });
      socket.terminate();
    };
    // Messages that come before anybody listens would be lost.
    socket.once("open", () => {
      socket.pause();
      resolve({ kind: "open", socket });
    });
    socket.once("unexpected-response", () => fail("broken"));
    socket.on("error", (error) => fail(faultOf(error)));
  });
}

function faultOf(error: Error): RelayFault {
  return error.message.includes("handshake has timed out") ? "timeout" : "unreachable";
}

import type { MiddlewareHandler } from "hono";
import { newIdAt } from "./new-id.ts";
import type { ApiEnv } from "./api-env.ts";

/** Gives each call its id and notes the peer's address, which is taken from the connection and never from a header. */
export function identify(clock: () => number): MiddlewareHandler<ApiEnv> {
  return async function identify(c, next) {
    c.set("requestId", newIdAt(clock()));
    c.set("ip", peerOf(c.env));
    c.set("caller", null);
    c.set("proxyKey", null);
    await next();
  };
}

/** The node server hands its request over as `incoming`; there is none when the app is called without a socket. */
function peerOf(env: unknown): string | null {
  if (typeof env !== "object" || env === null || !("incoming" in env)) return null;
  const { incoming } = env;
  if (typeof incoming !== "object" || incoming === null || !("socket" in incoming)) return null;
  const { socket } = incoming;
  if (typeof socket !== "object" || socket === null || !("remoteAddress" in socket)) return null;
  return typeof socket.remoteAddress === "string" ? socket.remoteAddress : null;
}

import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Caller, ProxyKeyCaller } from "../auth/caller.ts";

/** What the middlewares leave for the routes. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    /** The peer's address, never taken from a header. */
    ip: string | null;
    /** Set on every route but the public ones. */
    caller: Caller | null;
    /** Set when the bearer is a key for the proxy; there is no caller then. */
    proxyKey: ProxyKeyCaller | null;
  };
}

export type ApiApp = OpenAPIHono<ApiEnv>;
export type ApiContext = Context<ApiEnv>;

import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";
import type { StaticFiles } from "./static-files.ts";

/** A part's own app, whatever it keeps in its context. */
export interface Mounted {
  readonly fetch: Hono["fetch"];
}

/** At least `http://`: the first slash behind it begins the path. */
const SCHEME_LENGTH = 8;

type BoundFetch = (request: Request, env: object) => Response | Promise<Response>;

export interface HttpParts {
  readonly proxy: Hono<{ Bindings: HttpBindings }> | null;
  readonly hooks: Hono | null;
  readonly api: Mounted | null;
  readonly dashboard: StaticFiles | null;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  /** Who may read /metrics: true when the caller may. */
  readonly mayReadMetrics: (authorization: string | undefined) => boolean;
}

/** Everything this process serves on its one port. */
export function createHttpApp(parts: HttpParts): { readonly fetch: BoundFetch } {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    const readiness = await parts.readiness();
    return c.json(readiness, readiness.ready ? 200 : 503);
  });
  app.get("/metrics", async (c) => {
    if (!parts.mayReadMetrics(c.req.header("authorization"))) return c.notFound();
    const { type, text } = await parts.metrics.render();
    return c.body(text, 200, { "content-type": type });
  });

  if (parts.hooks !== null) app.route("/", parts.hooks);
  // Without this a wrong method there would be answered by the dashboard.
  app.all("/hooks/*", (c) =>
    c.json({ error: { code: "not_found", message: "Webhooks come here by POST." } }, 404),
  );
  const { api } = parts;
  if (api !== null) app.all("/api/*", (c) => api.fetch(c.req.raw, c.env));
  const { dashboard } = parts;
  if (dashboard !== null) {
    app.on(["GET", "HEAD"], "*", (c) => dashboard.answer(c));
  }
  const { proxy } = parts;
  if (proxy === null) return app;
  // Before the other routes: where only one of them matches, Hono has nothing to compose for each request.
  return {
    fetch: (request, env) =>
      request.url.startsWith("/proxy/", request.url.indexOf("/", SCHEME_LENGTH))
        ? proxy.fetch(request, env)
        : app.fetch(request, env),
  };
}

import { OpenAPIHono } from "@hono/zod-openapi";
import { compress } from "hono/compress";
import { mountAnalytics } from "./analytics/routes.ts";
import { mountAnnotations } from "./annotations/routes.ts";
import { mountAudit } from "./audit/routes.ts";
import { authenticate } from "./auth/authenticate.ts";
import { createAuth } from "./auth/create-auth.ts";
import { mountAuth } from "./auth/mount-auth.ts";
import { mountBacktest } from "./backtest/routes.ts";
import { mountCallbacks } from "./callbacks/routes.ts";
import type { ApiDeps } from "./deps.ts";
import { mountDocument } from "./docs/mount-document.ts";
import { mountExports } from "./exports/routes.ts";
import { mountFleet } from "./fleet/routes.ts";
import { mountFxRates } from "./fx-rates/routes.ts";
import { mountGates } from "./gates/routes.ts";
import { mountGenerations } from "./generations/routes.ts";
import { mountGpuProfiles } from "./gpu-profiles/routes.ts";
import { mountGrants } from "./grants/routes.ts";
import { answerError } from "./http/answer-error.ts";
import type { ApiApp, ApiEnv } from "./http/api-env.ts";
import { notFound } from "./http/api-error.ts";
import { identify } from "./http/identify.ts";
import { limitBody } from "./http/limit-body.ts";
import { refuseUnusableText } from "./http/refuse-unusable-text.ts";
import { sameOrigin } from "./http/same-origin.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { refuseInvalid } from "./http/validation-hook.ts";
import { mountInvitations } from "./invitations/routes.ts";
import { mountKeys } from "./keys/routes.ts";
import { mountEconomics } from "./economics/routes.ts";
import { mountLive } from "./live/routes.ts";
import { mountMargin } from "./margin/routes.ts";
import { mountMembers } from "./members/routes.ts";
import { mountMonths } from "./months/routes.ts";
import { mountNotes } from "./notes/routes.ts";
import { mountPrices } from "./prices/routes.ts";
import { mountQuotas } from "./quotas/routes.ts";
import { mountReports } from "./reports/routes.ts";
import { mountReconciliation } from "./reconciliation/routes.ts";
import { mountRequests } from "./requests/routes.ts";
import { mountRerates } from "./rerates/routes.ts";
import { mountRevenueImports } from "./revenue-imports/routes.ts";
import { mountRevenue } from "./revenue/routes.ts";
import { mountSetup } from "./setup/routes.ts";
import { mountStripeHook } from "./stripe/mount-stripe-hook.ts";
import { mountStripe } from "./stripe/routes.ts";
import { mountSubscriptions } from "./subscriptions/routes.ts";
import { mountSystem } from "./system/routes.ts";
import { mountUpstreams } from "./upstreams/routes.ts";
import { mountUsers } from "./users/routes.ts";
import { mountViews } from "./views/routes.ts";
import { mountWhatIf } from "./what-if/routes.ts";
import { mountWorkspace } from "./workspace/routes.ts";

const JSON_TYPE = /^application\/(problem\+)?json/;

/**
 * The management and analytics API, sign-in included: everything under /api. It opens nothing; the server mounts it at
 * "/" and keeps the connections.
 */
export function createApi(deps: ApiDeps): ApiApp {
  const auth = createAuth(deps);
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  app.onError((error, c) => answerError(error, c.get("requestId"), deps.log));

  app.use("/api/*", identify(deps.clock), securityHeaders(), sameOrigin(deps.publicUrl));
  // Files are left as they are: they may be as long as a year, and tell their length.
  app.use("/api/*", compress({ encoding: "gzip", contentTypeFilter: JSON_TYPE }));
  app.use("/api/*", limitBody());
  mountStripeHook(app, deps);
  app.use("/api/v1/*", authenticate(deps, auth), refuseUnusableText());

  mountAuth(app, auth);
  mountSetup(app, deps, auth);
  mountWorkspace(app, deps);
  mountMembers(app, deps);
  mountInvitations(app, deps, auth);
  mountUpstreams(app, deps);
  mountFleet(app, deps);
  mountGpuProfiles(app, deps);
  mountKeys(app, deps);
  mountCallbacks(app, deps);
  mountPrices(app, deps);
  mountRerates(app, deps);
  mountRevenueImports(app, deps);
  mountRevenue(app, deps);
  mountStripe(app, deps);
  mountSubscriptions(app, deps);
  mountFxRates(app, deps);
  mountReconciliation(app, deps);
  mountQuotas(app, deps);
  mountGrants(app, deps);
  mountGates(app, deps);
  mountUsers(app, deps);
  mountAnalytics(app, deps);
  mountAnnotations(app, deps);
  mountNotes(app, deps);
  mountViews(app, deps);
  mountMargin(app, deps);
  mountMonths(app, deps);
  mountReports(app, deps);
  mountEconomics(app, deps);
  mountWhatIf(app, deps);
  mountGenerations(app, deps);
  mountLive(app, deps, auth);
  mountExports(app, deps);
  mountRequests(app, deps);
  mountBacktest(app, deps);
  mountAudit(app, deps);
  mountSystem(app, deps);
  mountDocument(app, deps);
  app.all("/api/*", () => {
    throw notFound("route");
  });
  return app;
}

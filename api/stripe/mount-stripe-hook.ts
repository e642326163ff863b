import { createRoute } from "@hono/zod-openapi";
import { stripeReceived } from "../contract/stripe.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { access, answers, idParam, refusals } from "../http/route.ts";
import { receiveEvent } from "./receive-event.ts";

const receive = createRoute({
  ...access("public"),
  method: "post",
  path: "/api/v1/stripe/hooks/{id}",
  summary: "Where Stripe sends its events, signed with the connection's secret",
  tags: ["revenue"],
  request: { params: idParam },
  responses: { 200: answers(stripeReceived, "The event is dealt with."), default: refusals },
});

/** Before everything that reads the body or looks for a session: the signature is over the bytes as they came. */
export function mountStripeHook(app: ApiApp, deps: ApiDeps): void {
  app.openapi(receive, async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer());
    const answer = await receiveEvent(deps, {
      connectionId: c.req.valid("param").id,
      body,
      signature: c.req.header("stripe-signature") ?? null,
      requestId: c.get("requestId"),
      ip: c.get("ip"),
    });
    return c.json(answer, 200);
  });
}

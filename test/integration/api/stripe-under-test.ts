import { serve } from "@hono/node-server";
import Stripe from "stripe";
import type { RevenueRow } from "../../../api/contract/revenue.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
import { newToken, newWorkspace, type ApiUnderTest, type Json } from "./api-under-test.ts";

export const SECRET = "whsec_canary_of_this_test_run";

export interface Delivery {
  readonly secret?: string;
  /** Instead of the signature that the body has. */
  readonly signature?: string | null;
  /** When it was signed, seconds. */
  readonly signedAt?: number;
}

/** The api on a port of its own: what Stripe's events come through. */
export async function listeningApi(api: ApiUnderTest) {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const opened = serve({ fetch: api.app.fetch, port: 0, hostname: "127.0.0.1" }, () =>
      resolve(opened),
    );
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    /** Sends a body as Stripe sends it, signed by Stripe's own library. */
    async deliver(connection: string, sent: unknown, delivery: Delivery = {}) {
      const body = typeof sent === "string" ? sent : JSON.stringify(sent);
      const signature =
        delivery.signature === undefined ? sign(body, delivery) : delivery.signature;
      const response = await fetch(`${origin}/api/v1/stripe/hooks/${connection}`, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json; charset=utf-8",
          ...(signature === null ? {} : { "stripe-signature": signature }),
        },
      });
      return { status: response.status, body: (await response.json()) as Json };
    },
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
      }),
  };
}

/** The header of a body, by Stripe's own library. */
export function sign(payload: string, { secret = SECRET, signedAt }: Delivery = {}): string {
  return Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: signedAt ?? Math.floor(Date.now() / 1_000),
  });
}

/** A workspace with a connection, and what its owner can ask. */
export async function connectedWorkspace(api: ApiUnderTest, pg: Postgres, input: Json = {}) {
  const workspaceId = await newWorkspace(pg);
  const { token } = await newToken(api, workspaceId, "owner");
  const call = (method: string, path: string, body?: unknown) =>
    api.call(method, `/api/v1/${path}`, { token, ...(body === undefined ? {} : { body }) });
  const made = await call("POST", "stripe/connections", {
    name: "Shop",
    webhook_secret: SECRET,
    prices: { price_basic: { plan: "basic" }, price_pro: { plan: "pro" } },
    ...input,
  });
  const id = String(made.body["id"]);
  return {
    workspaceId,
    token,
    id,
    call,
    made,
    backfill: (content: string, dryRun = false) =>
      call("POST", `stripe/connections/${id}/backfill`, { content, dry_run: dryRun }),
    /** Each entry in a line: what it is, gross − fees − refunded = amount. */
    async ledger() {
      const { body } = await call("GET", "revenue?limit=500");
      return (body["data"] as RevenueRow[])
        .map((row) => ledgerLine(row))
        .toSorted((a, b) => (a < b ? -1 : 1));
    },
    async events(query = "") {
      const { body } = await call("GET", `stripe/events${query}`);
      return (body["data"] as Json[]).map(
        (row) => `${String(row["type"])} ${String(row["outcome"])} ${String(row["reason"])}`,
      );
    },
  };
}

function ledgerLine(row: RevenueRow): string {
  const short = (amount: string | null) => (amount === null ? "?" : String(Number(amount)));
  const days =
    row.period === null ? "" : ` ${row.period.from.slice(5, 10)}..${row.period.to.slice(5, 10)}`;
  const sum = `${short(row.gross)}-${short(row.fees)}-${short(row.refunded)}=${short(row.amount)}`;
  return `${row.external_id} ${row.plan} ${sum} ${row.currency}${days}`;
}

import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { sealSecret } from "../../db/postgres/secret-box.ts";
import { uuidV7 } from "../../domain/uuid-v7.ts";
import { createCallbackFigures, type CallbackFigures } from "../../ingest/callback-figures.ts";
import { createReceiverClient } from "../../ingest/deliver/call-receiver.ts";
import { startCallbackRelay, type CallbackRelay } from "../../ingest/deliver/relay-callbacks.ts";
import { createCallbackDoor, type CallbackDoor } from "../../ingest/settle/callback-door.ts";
import { ADAPTERS } from "../../ingest/providers/registry.ts";
import { createUpstreamClient } from "../../ingest/settle/upstream-client.ts";
import { createWebhookKeys } from "../../ingest/settle/webhook-keys.ts";
import { startCallbackReceiver, type CallbackReceiver } from "./callback-receiver.ts";
import type { PostgresServer } from "./postgres.ts";
import { PROVIDER_FIXTURES } from "./provider-fixtures/provider-fixtures.ts";
import { openProviderStack, type ProviderStack } from "./provider-stack.ts";

export const STANDARD_SECRET = `whsec_${randomBytes(24).toString("base64")}`;

/** A proxy, a door and a relay on real books, before a receiver that its key lists. */
export interface CallbackStack {
  readonly stack: ProviderStack;
  readonly receiver: CallbackReceiver;
  readonly door: CallbackDoor;
  readonly relay: CallbackRelay;
  readonly figures: CallbackFigures;
  /** Creates a job of a provider with a callback to a path of the receiver. */
  create(
    provider: string,
    target?: string,
    /** What the provider does before it answers, given the address that it was told. */
    meanwhile?: (ownUrl: string) => Promise<void>,
  ): Promise<CreatedCallback>;
  /** Sends the door what a provider would, by the address that the create told it. */
  send(ownUrl: string, body: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Standard Webhooks' headers for a body. */
  signed(body: string, id?: string, secret?: string): Record<string, string>;
  deliveries(generationId: string): Promise<readonly Record<string, unknown>[]>;
  /** What waits is due now. */
  makeDue(): Promise<void>;
  close(): Promise<void>;
}

export interface CreatedCallback {
  readonly generationId: string;
  readonly jobId: string;
  /** What the provider was told. */
  readonly ownUrl: string;
}

export async function openCallbackStack(server: PostgresServer): Promise<CallbackStack> {
  const stack = await openProviderStack(server);
  const receiver = await startCallbackReceiver();
  const { pg, deps, running } = stack;
  await pg.sql`update keys set callbacks = ${JSON.stringify([receiver.url])}::jsonb`;
  for (const [provider, secret] of [
    ["kling", STANDARD_SECRET],
    ["replicate", STANDARD_SECRET],
    ["fal", `${receiver.url}/jwks.json`],
  ] as const) {
    const id = stack.upstreamIds.get(provider) ?? "";
    const sealed = sealSecret(stack.masterKey, `${stack.workspaceId}/${id}/webhook`, secret);
    await pg.sql`update upstreams set webhook_secret_sealed = ${Buffer.from(sealed)} where id = ${id}`;
  }
  await running.refresh();

  const client = createUpstreamClient();
  const keys = createWebhookKeys(Date.now);
  const figures = createCallbackFigures();
  const newId = () => uuidV7(Date.now(), randomBytes(10));
  const door = createCallbackDoor({ ...deps, client, keys, newId, figures });
  const receivers = createReceiverClient({ totalMs: 2_000 });
  const relay = startCallbackRelay({
    pg,
    masterKey: stack.masterKey,
    instanceId: randomUUID(),
    receivers,
    random: () => 0,
    log: deps.log,
    figures,
    // Rounds are the tests' own.
    tickMs: 3_600_000,
  });

  return {
    stack,
    receiver,
    door,
    relay,
    figures,
    async create(provider, target = "/done?job=7", meanwhile = () => Promise.resolve()) {
      const fixture = PROVIDER_FIXTURES.find((each) => each.provider === provider);
      if (fixture === undefined) throw new Error(`no fixture of ${provider}`);
      const jobId = `job${randomBytes(8).toString("hex")}`;
      const [story] = fixture.stories;
      const end = story?.polls(jobId, stack.upstream.url).at(-1);
      let ownUrl = "";
      stack.upstream.answer = ({ method, url, body }, response) => {
        const creates = method === "POST" && url.startsWith(fixture.createPath);
        const answer = creates ? fixture.accepted(jobId, stack.upstream.url) : end;
        const told = `${decodeURIComponent(url)} ${body.toString()}`;
        if (creates) [ownUrl = ""] = OWN_URL.exec(told) ?? [];
        void (creates ? meanwhile(ownUrl) : Promise.resolve()).then(() => {
          response.writeHead(answer?.status ?? 500, { "content-type": "application/json" });
          response.end(answer?.text);
        });
      };
      const places = ADAPTERS.find((each) => each.provider === provider)?.callback?.places ?? [];
      const asked = `${receiver.url}${target}`;
      const name = places.at(-1)?.name ?? "";
      const inQuery = places.at(-1)?.in === "query";
      const member: object = name
        .split(".")
        .reduceRight<unknown>((value, each) => ({ [each]: value }), asked) as object;
      const query = inQuery ? `?${name}=${encodeURIComponent(asked)}` : "";
      const made = await stack.call(provider, fixture.createPath + query, {
        method: "POST",
        body: JSON.stringify({ ...fixture.createBody, ...(inQuery ? {} : member) }),
        ...(fixture.createHeaders === undefined ? {} : { headers: fixture.createHeaders }),
      });
      await made.arrayBuffer();
      const generationId = made.headers.get("reelmeter-generation-id") ?? "";
      if (ownUrl === "") throw new Error("no address of ours was sent");
      await stack.drain();
      return { generationId, jobId, ownUrl };
    },
    async send(ownUrl, body, headers = {}) {
      return door.app.request(new URL(ownUrl).pathname, {
        method: "POST",
        body,
        headers: { "content-type": "application/json", ...headers },
      });
    },
    signed(body, id = `msg_${randomUUID()}`, secret = STANDARD_SECRET) {
      const at = new Date();
      return {
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": new Webhook(secret).sign(id, at, body),
      };
    },
    deliveries: (generationId) =>
      pg.sql`select * from callback_deliveries where generation_id = ${generationId} order by id`,
    async makeDue() {
      await pg.sql`update callback_deliveries set next_try_at = now() where next_try_at is not null`;
    },
    async close() {
      await relay.close();
      await receivers.close();
      await door.drain();
      await keys.close();
      await client.close();
      await receiver.close();
      await stack.close();
    },
  };
}

const OWN_URL = /http:[^" ]+\/hooks\/[^" ]+/;

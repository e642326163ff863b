import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Postgres } from "../../db/postgres/client.ts";
import { seedPrices } from "../../db/postgres/management/seed-prices.ts";
import { startDirectory, type RunningDirectory } from "../../ingest/load-directory.ts";
import { createProxy } from "../../ingest/proxy/create-proxy.ts";
import { DEFAULT_PROXY_LIMITS } from "../../ingest/proxy/proxy-limits.ts";
import { createQuotaPolicy } from "../../ingest/proxy/quota-policy.ts";
import { ADAPTERS, createProviderRegistry } from "../../ingest/providers/registry.ts";
import { openJobBook, type JobBookDeps } from "../../ingest/settle/open-job-book.ts";
import { addUpstream, collectingLog } from "./books.ts";
import { createMemoryObjectOwners } from "./memory-object-owners.ts";
import { createMemoryRequestLog } from "./memory-request-log.ts";
import type { PostgresServer } from "./postgres.ts";
import { VERTEX_PARENT } from "./provider-fixtures/vertex-fixture.ts";
import { startScriptedUpstream, type ScriptedUpstream } from "./scripted-upstream.ts";

export const WEBHOOK_SECRET = "hook-secret";

/** What an upstream's base URL has to name of its wire. */
const BASE_PATHS: ReadonlyMap<string, string> = new Map([
  ["google_vertex", `/v1/${VERTEX_PARENT}`],
]);

/** A proxy before one upstream that speaks every wire, with real books and the prices that ship. */
export interface ProviderStack {
  readonly pg: Postgres;
  readonly url: string;
  readonly key: string;
  readonly workspaceId: string;
  /** By the provider's name, which is the slug too. */
  readonly upstreamIds: ReadonlyMap<string, string>;
  readonly upstream: ScriptedUpstream;
  readonly running: RunningDirectory;
  readonly deps: JobBookDeps;
  /** A call through the proxy, with a key. */
  call(provider: string, path: string, init?: ProviderCallInit): Promise<Response>;
  /** Everything that was seen is in the books. */
  drain(): Promise<void>;
  row(generationId: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

interface ProviderCallInit {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function openProviderStack(server: PostgresServer): Promise<ProviderStack> {
  const pg = await server.database();
  const upstream = await startScriptedUpstream();
  const masterKey = randomBytes(32);
  const workspaceId = `ws_${randomBytes(6).toString("hex")}`;
  await pg.sql`insert into workspaces (id, name, slug) values (${workspaceId}, 'Test', ${workspaceId})`;
  await seedPrices(pg, new Date("2026-11-01T00:00:00Z"));
  // What OpenAI asked until it ended its video models; its shape lives on in self-hosted servers.
  await pg.sql`
    insert into prices (id, workspace_id, provider, model, unit, conditions, amount, currency, valid_from)
    values (${randomUUID()}, ${workspaceId}, 'openai', 'sora-2', 'second', '{}'::jsonb, '0.1', 'USD', '2025-01-01')`;
  const upstreamIds = new Map(ADAPTERS.map(({ provider }) => [provider, randomUUID()]));
  for (const [provider, upstreamId] of upstreamIds) {
    const where = { workspaceId, upstreamId, slug: provider, provider };
    await addUpstream(pg, masterKey, {
      ...where,
      baseUrl: upstream.url + (BASE_PATHS.get(provider) ?? ""),
      webhookSecret: WEBHOOK_SECRET,
    });
  }
  const key = `rm_live_${randomBytes(32).toString("base64url")}`;
  await pg.sql`
    insert into keys (id, workspace_id, name, kind, sha256, prefix, last4)
    values (${randomUUID()}, ${workspaceId}, 'test', 'proxy', ${createHash("sha256").update(key).digest()}, 'rm_live_', 'last')`;

  const log = collectingLog();
  const running = await startDirectory({ pg, masterKey, log });
  const { directory } = running;
  const deps: JobBookDeps = {
    pg,
    directory,
    providers: createProviderRegistry(),
    reportingCurrency: "USD",
    now: Date.now,
    log,
    instanceId: randomUUID(),
  };
  const book = openJobBook(deps);
  const served: { listener: ReturnType<typeof getRequestListener> | null } = { listener: null };
  const http = createServer((incoming, outgoing) => void served.listener?.(incoming, outgoing));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const quiet = () => undefined;
  const proxy = createProxy({
    directory,
    jobBook: book,
    objectOwners: createMemoryObjectOwners(),
    requestLog: createMemoryRequestLog(),
    providers: deps.providers,
    policy: createQuotaPolicy(directory, "USD"),
    reportingCurrency: "USD",
    clock: Date.now,
    booksClock: Date.now,
    randomBytes,
    limits: DEFAULT_PROXY_LIMITS,
    publicUrl: url,
    log: { isLevelEnabled: () => false, debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  served.listener = getRequestListener(proxy.app.fetch);

  return {
    pg,
    url,
    key,
    workspaceId,
    upstreamIds,
    upstream,
    running,
    deps,
    call: (provider, path, init = {}) =>
      fetch(`${url}/proxy/${provider}${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${key}`,
          "content-type": "application/json",
          ...init.headers,
        },
      }),
    drain: () => book.drain(),
    async row(generationId) {
      const [row] = await pg.sql`select * from jobs where generation_id = ${generationId}`;
      if (row === undefined) throw new Error(`no row ${generationId}`);
      return { ...row };
    },
    async close() {
      http.close();
      http.closeAllConnections();
      await proxy.destroy();
      await book.close();
      await running.close();
      await upstream.close();
    },
  };
}

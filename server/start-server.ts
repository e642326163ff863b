import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { createApi } from "../api/create-api.ts";
import { ownDataDir } from "../db/embedded/own-data-dir.ts";
import { readDemoAccount } from "../db/postgres/demo-account.ts";
import { hasOwner } from "../db/postgres/management/memberships.ts";
import { closeAbandonedImports } from "../db/postgres/revenue-imports/import-rows.ts";
import { seedPrices } from "../db/postgres/management/seed-prices.ts";
import { DEFAULT_WORKSPACE_ID } from "../db/postgres/migrate.ts";
import { createProviderRegistry } from "../ingest/providers/registry.ts";
import { startDirectory } from "../ingest/load-directory.ts";
import { openClosing, type Closing } from "./closing.ts";
import type { Config } from "./config.ts";
import { createHttpApp } from "./http-app.ts";
import { listen, type Fetch, type Upgrade } from "./listen.ts";
import { openLog } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { openStores } from "./open-stores.ts";
import { processFacts } from "./process-facts.ts";
import { probeReadiness } from "./readiness.ts";
import { refuseUpgrade } from "./refuse-upgrade.ts";
import { openSecrets } from "./secrets.ts";
import { startIngest } from "./start-ingest.ts";
import { openStaticFiles } from "./static-files.ts";
import { sameSecret } from "./same-secret.ts";

export interface RunningServer {
  readonly url: string;
  /** Where to make the owner's account; null when there is one. */
  readonly setupUrl: string | null;
  readonly demo: boolean;
  /** Stops taking work, lets what is under way end, closes everything in reverse order. */
  close(): Promise<void>;
}

export interface ServerDeps {
  readonly config: Config;
  /** Where the built dashboard lies. */
  readonly dashboardDir: string;
  readonly version: string;
  readonly say: (line: string) => void;
}

/** Starts everything that the configuration asks for. What was opened is closed again when a later part fails. */
export async function startServer(deps: ServerDeps): Promise<RunningServer> {
  const { logger, log } = openLog(deps.config.logLevel);
  const closing = openClosing(log);
  try {
    return await compose({ ...deps, logger, log, closing });
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
}

type ComposeDeps = ServerDeps & ReturnType<typeof openLog> & { readonly closing: Closing };

async function compose(deps: ComposeDeps): Promise<RunningServer> {
  const { config, closing, logger, log, say } = deps;
  const { roles } = config;
  const startedAtMs = Date.now();
  if (config.stores.kind === "embedded") {
    const owned = ownDataDir(config.dataDir);
    closing.add("data directory", () => owned.release());
  }
  const secrets = openSecrets(config.secretKey, config.dataDir);

  // The port opens first, so that a taken one is said at once; until all is composed it answers 503.
  const door: { fetch: Fetch; upgrade: Upgrade } = {
    fetch: notYet,
    upgrade: (_incoming, socket) => refuseUpgrade(socket, 503),
  };
  const listening = await listen(
    (request, env) => door.fetch(request, env),
    config,
    (incoming, socket, head) => door.upgrade(incoming, socket, head),
  );
  // For a start that fails from here on; a running server closes its port first, see below.
  closing.add("port", () => listening.close());
  const publicUrl = config.publicUrl ?? listening.url;

  const stores = await openStores({ config, log, closing, say });
  const { pg, ch } = stores;
  const instanceId = randomUUID();
  await seedPrices(pg, new Date());
  if (stores.embedded) {
    // Nobody else can be at them: what is open was interrupted by the end of the process before this one.
    const now = new Date();
    await closeAbandonedImports(pg.drizzle, now, now);
  }
  const running = await startDirectory({ pg, masterKey: secrets.masterKey, log: logger });
  closing.add("directory", () => running.close());

  const ingest = await startIngest({
    config,
    stores,
    running,
    masterKey: secrets.masterKey,
    instanceId,
    providers: createProviderRegistry(),
    spoolDir: join(config.dataDir, "spool"),
    publicUrl,
    logger,
    closing,
  });
  const metrics = openMetrics(() => ingest.live(), ingest.callbacks);

  const setupToken = (await hasOwner(pg.drizzle, DEFAULT_WORKSPACE_ID))
    ? null
    : randomBytes(24).toString("base64url");
  const demo = await readDemoAccount(pg);
  const ending = new AbortController();
  const api = roles.has("api")
    ? createApi({
        pg,
        ch,
        masterKey: secrets.masterKey,
        sessionSecret: secrets.sessionSecret,
        adminToken: config.adminToken,
        publicUrl,
        setupToken,
        currency: config.currency,
        version: deps.version,
        clock: Date.now,
        log: logger,
        demo,
        directoryRefresh: () => running.refresh(),
        live: () => ({ spool: ingest.live() }),
        processFacts: () => processFacts(config, startedAtMs, publicUrl),
        bi: stores.bi,
        stopping: ending.signal,
      })
    : null;

  let stopping = false;
  const proxy = ingest.openProxy(metrics);
  const app = createHttpApp({
    proxy: proxy?.app ?? null,
    hooks: ingest.hooks,
    api,
    dashboard: roles.has("api") ? openStaticFiles(deps.dashboardDir) : null,
    metrics,
    readiness: () =>
      probeReadiness(
        {
          postgres: { needed: true, ask: () => pg.sql`select 1` },
          // Creates go on without it: their facts wait in the outbox and on disk.
          clickhouse: { needed: false, ask: () => ch.client.query({ query: "SELECT 1" }) },
        },
        stopping,
      ),
    mayReadMetrics: (authorization) =>
      isLoopback(config.host) ||
      (config.adminToken !== null &&
        sameSecret(authorization ?? "", `Bearer ${config.adminToken}`)),
  });
  door.fetch = app.fetch;
  door.upgrade = (incoming, socket, head) => {
    if (proxy !== null && incoming.url?.startsWith("/proxy/") === true) {
      proxy.upgrade(incoming, socket, head);
    } else refuseUpgrade(socket, 404);
  };
  closing.add("port", async () => {
    stopping = true;
    ending.abort();
    proxy?.closeSockets();
    await listening.close();
  });

  return {
    url: publicUrl,
    setupUrl: setupToken === null ? null : `${publicUrl}/setup?token=${setupToken}`,
    demo: demo !== null,
    close: () => closing.closeAll(),
  };
}

function notYet(): Response {
  return Response.json({ status: "starting" }, { status: 503, headers: { "retry-after": "1" } });
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

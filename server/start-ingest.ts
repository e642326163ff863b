import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { Logger } from "pino";
import { uuidV7 } from "../domain/uuid-v7.ts";
import { openSpool } from "../db/spool/open-spool.ts";
import { createReceiverClient } from "../ingest/deliver/call-receiver.ts";
import { startCallbackRelay } from "../ingest/deliver/relay-callbacks.ts";
import { startDelivery } from "../ingest/deliver/start-delivery.ts";
import { openSpooledRequestLog } from "../ingest/deliver/spooled-request-log.ts";
import { createCallbackFigures, type CallbackFigures } from "../ingest/callback-figures.ts";
import type { RunningDirectory } from "../ingest/load-directory.ts";
import { createProxy, type Proxy } from "../ingest/proxy/create-proxy.ts";
import { DEFAULT_PROXY_LIMITS } from "../ingest/proxy/proxy-limits.ts";
import { createQuotaPolicy } from "../ingest/proxy/quota-policy.ts";
import type { ProviderRegistry } from "../ingest/providers/registry.ts";
import { startRerating } from "../ingest/rerate/start-rerating.ts";
import { createCallbackDoor } from "../ingest/settle/callback-door.ts";
import { createHooks } from "../ingest/settle/hooks.ts";
import { openCallbackBook } from "../ingest/settle/open-callback-book.ts";
import { openJobBook } from "../ingest/settle/open-job-book.ts";
import { openObjectOwners } from "../ingest/settle/open-object-owners.ts";
import { startHeartbeat } from "../ingest/settle/start-heartbeat.ts";
import { startSettleWorker } from "../ingest/settle/start-worker.ts";
import { createUpstreamClient } from "../ingest/settle/upstream-client.ts";
import { createWebhookKeys } from "../ingest/settle/webhook-keys.ts";
import type { Closing } from "./closing.ts";
import type { Config } from "./config.ts";
import type { Metrics, SpoolFigures } from "./metrics.ts";
import type { OpenStores } from "./open-stores.ts";

export interface IngestDeps {
  readonly config: Config;
  readonly stores: OpenStores;
  readonly running: RunningDirectory;
  /** Opens and seals what stands in the books under seal. 32 bytes. */
  readonly masterKey: Uint8Array;
  readonly instanceId: string;
  readonly providers: ProviderRegistry;
  readonly spoolDir: string;
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly closing: Closing;
}

export interface RunningIngest {
  /** The proxy where this process has that role; its traffic is counted in the metrics. */
  openProxy(metrics: Metrics): Proxy | null;
  readonly hooks: Hono | null;
  live(): SpoolFigures;
  readonly callbacks: CallbackFigures;
}

/** Opens what stands in front of the models: books, spool, delivery, worker, webhooks and proxy. */
export async function startIngest(deps: IngestDeps): Promise<RunningIngest> {
  const { config, stores, running, instanceId, providers, logger, closing } = deps;
  const { pg, ch, embedded } = stores;
  const { directory } = running;
  const proxies = config.roles.has("proxy");
  const works = config.roles.has("worker");

  const heartbeat = await startHeartbeat({ pg, instanceId, log: logger });
  closing.add("heartbeat", () => heartbeat.close());

  const spool = proxies
    ? await openSpool({ directory: deps.spoolDir, instanceId, log: logger })
    : null;
  if (spool !== null) closing.add("spool", () => spool.close());

  const delivery = await startDelivery({
    pg,
    ch,
    clickhouseUrl: stores.clickhouseUrl,
    spool,
    sendsFacts: works,
    instanceId,
    soleInstance: embedded,
    log: logger,
    now: Date.now,
  });
  closing.add("delivery", () => delivery.close());

  const settling = {
    pg,
    directory,
    providers,
    reportingCurrency: config.currency,
    now: Date.now,
    log: logger,
  };
  const client = createUpstreamClient();
  closing.add("upstream client", () => client.close());
  const jobBook = openJobBook({
    ...settling,
    instanceId,
    ...(embedded ? { admissionLanes: 1 } : {}),
  });
  closing.add("job book", async () => {
    await jobBook.drain();
    await jobBook.close();
  });
  if (works) {
    const worker = startSettleWorker({
      ...settling,
      instanceId,
      soleInstance: embedded,
      upstreams: () => running.upstreams(),
      client,
      random: Math.random,
    });
    closing.add("worker", () => worker.close());
    const rerating = startRerating({
      pg,
      ch,
      reportingCurrency: config.currency,
      instanceId,
      soleInstance: embedded,
      random: Math.random,
      now: Date.now,
      log: logger,
    });
    closing.add("re-rating", () => rerating.close());
  }
  const figures = createCallbackFigures();
  if (works) openRelay(deps, figures);
  const hooks = proxies ? openHooks(deps, { ...settling, client }, figures) : null;

  return {
    hooks,
    callbacks: figures,
    live: () => delivery.spoolFigures(),
    openProxy: (metrics) => {
      if (spool === null) return null;
      const proxy = createProxy({
        directory,
        jobBook,
        objectOwners: openObjectOwners(pg),
        callbacks: openCallbackBook({ pg, masterKey: deps.masterKey, log: logger }),
        requestLog: metrics.measured(openSpooledRequestLog(spool)),
        providers,
        policy: createQuotaPolicy(directory, config.currency),
        reportingCurrency: config.currency,
        clock: Date.now,
        booksClock: () => running.now(),
        randomBytes: (count) => randomBytes(count),
        limits: DEFAULT_PROXY_LIMITS,
        publicUrl: deps.publicUrl,
        log: logger,
      });
      closing.add("proxy", () => proxy.close());
      return proxy;
    },
  };
}

/** The doors for webhooks of accounts and for callbacks of single jobs. */
function openHooks(
  { closing }: IngestDeps,
  settling: Parameters<typeof createHooks>[0],
  figures: CallbackFigures,
): Hono {
  const hooks = createHooks(settling);
  closing.add("webhooks", () => hooks.drain());
  const keys = createWebhookKeys(settling.now);
  closing.add("webhook keys", () => keys.close());
  const newId = () => uuidV7(settling.now(), randomBytes(UUID_RANDOM_BYTES));
  const callbacks = createCallbackDoor({ ...settling, keys, newId, figures });
  closing.add("callbacks", () => callbacks.drain());
  return new Hono().route("/", hooks.app).route("/", callbacks.app);
}

/** Passes on what the doors took, in whichever process. */
function openRelay(deps: IngestDeps, figures: CallbackFigures): void {
  const receivers = createReceiverClient();
  deps.closing.add("receivers", () => receivers.close());
  const relay = startCallbackRelay({
    pg: deps.stores.pg,
    masterKey: deps.masterKey,
    instanceId: deps.instanceId,
    receivers,
    random: Math.random,
    log: deps.logger,
    figures,
  });
  deps.closing.add("callback relay", () => relay.close());
}

const UUID_RANDOM_BYTES = 10;

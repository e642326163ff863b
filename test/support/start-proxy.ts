import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { LookupFunction } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createProxy, type Proxy } from "../../ingest/proxy/create-proxy.ts";
import { DEFAULT_PROXY_LIMITS, type ProxyLimits } from "../../ingest/proxy/proxy-limits.ts";
import type { AdmissionPolicy } from "../../ingest/proxy/proxy-ports.ts";
import { createQuotaPolicy } from "../../ingest/proxy/quota-policy.ts";
import type { ProviderAdapter } from "../../ingest/providers/adapter.ts";
import { createProviderRegistry } from "../../ingest/providers/registry.ts";
import { createMemoryCallbackBook, type MemoryCallbackBook } from "./memory-callback-book.ts";
import { createMemoryDirectory, type MemoryDirectory } from "./memory-directory.ts";
import { createMemoryJobBook, type MemoryJobBook } from "./memory-job-book.ts";
import { createMemoryObjectOwners } from "./memory-object-owners.ts";
import { createMemoryRequestLog, type MemoryRequestLog } from "./memory-request-log.ts";

/** A proxy on a port of its own, before one upstream, with books in memory. */
export interface StartedProxy {
  readonly url: string;
  readonly port: number;
  readonly proxy: Proxy;
  readonly server: Server;
  readonly directory: MemoryDirectory;
  readonly jobBook: MemoryJobBook;
  readonly callbacks: MemoryCallbackBook;
  readonly requestLog: MemoryRequestLog;
  readonly workspaceId: string;
  readonly upstreamId: string;
  /** A key's text of the first workspace. */
  readonly key: string;
  /** Every line logged, as JSON. */
  readonly logged: string[];
  close(): Promise<void>;
}

export async function startProxy(options: {
  readonly upstreamUrl: string;
  readonly allowPrivate?: boolean;
  readonly limits?: Partial<ProxyLimits>;
  readonly policy?: AdmissionPolicy;
  readonly lookup?: LookupFunction;
  readonly jobBook?: MemoryJobBook;
  /** The upstream's provider, and its slug; openai when absent. */
  readonly provider?: string;
  /** What the build knows, when not its own adapters. */
  readonly adapters?: readonly ProviderAdapter[];
  readonly clock?: () => number;
  /** Another build of the proxy than the sources. */
  readonly built?: {
    readonly createProxy: typeof createProxy;
    readonly createProviderRegistry: typeof createProviderRegistry;
  };
  /** True: nothing is kept of log lines and request records. */
  readonly quiet?: boolean;
}): Promise<StartedProxy> {
  const directory = createMemoryDirectory();
  const workspace = directory.addWorkspace();
  const upstream = directory.addUpstream({
    workspaceId: workspace.id,
    baseUrl: new URL(options.upstreamUrl),
    slug: options.provider ?? "openai",
    provider: options.provider ?? "openai",
    allowPrivate: options.allowPrivate ?? true,
  });
  const { text: key } = directory.addKey({ workspaceId: workspace.id });
  const jobBook = options.jobBook ?? createMemoryJobBook();
  const callbacks = createMemoryCallbackBook();
  const quiet = options.quiet ?? false;
  const requestLog = createMemoryRequestLog({ keepRecords: !quiet });
  const logged: string[] = [];
  const write = (fields: object, message: string): void => {
    logged.push(JSON.stringify({ ...fields, message }));
  };
  const served: { listener: ReturnType<typeof getRequestListener> | null } = { listener: null };
  const server = createServer((incoming, outgoing) => void served.listener?.(incoming, outgoing));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  const proxy = (options.built?.createProxy ?? createProxy)({
    directory,
    jobBook,
    callbacks,
    requestLog,
    objectOwners: createMemoryObjectOwners(),
    providers: (options.built?.createProviderRegistry ?? createProviderRegistry)(options.adapters),
    policy: options.policy ?? createQuotaPolicy(directory, "USD"),
    reportingCurrency: "USD",
    clock: options.clock ?? Date.now,
    booksClock: options.clock ?? Date.now,
    randomBytes,
    publicUrl: url,
    limits: { ...DEFAULT_PROXY_LIMITS, ...options.limits },
    log: { isLevelEnabled: () => !quiet, debug: write, info: write, warn: write, error: write },
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  });
  served.listener = getRequestListener(proxy.app.fetch);
  return {
    url,
    port,
    proxy,
    server,
    directory,
    jobBook,
    callbacks,
    requestLog,
    workspaceId: workspace.id,
    upstreamId: upstream.id,
    key,
    logged,
    async close() {
      server.close();
      server.closeAllConnections();
      await proxy.destroy();
    },
  };
}

import type { createProxy } from "../../ingest/proxy/create-proxy.ts";
import type { createProviderRegistry } from "../../ingest/providers/registry.ts";

export interface BuiltProxy {
  readonly createProxy: typeof createProxy;
  readonly createProviderRegistry: typeof createProviderRegistry;
}

/**
 * The proxy as production runs it: compiled. The development loader wraps every function it loads, which a
 * bench would measure too. @throws when `npm run build` was not run.
 */
export async function loadBuiltProxy(): Promise<BuiltProxy> {
  const built = new URL("../../dist/ingest/", import.meta.url);
  const proxy = (await import(new URL("proxy/create-proxy.js", built).href)) as BuiltProxy;
  const providers = (await import(new URL("providers/registry.js", built).href)) as BuiltProxy;
  return {
    createProxy: proxy.createProxy,
    createProviderRegistry: providers.createProviderRegistry,
  };
}

import type { ProviderAdapter } from "./adapter.ts";
import { openaiAdapter } from "./openai/openai-adapter.ts";

/** The adapters this build knows, by the provider's name. */
export interface ProviderRegistry {
  adapter(provider: string): ProviderAdapter | null;
  /** Speaks to callers whose upstream isn't known yet. */
  readonly fallback: ProviderAdapter;
}

export function createProviderRegistry(
  adapters: readonly ProviderAdapter[] = [openaiAdapter],
): ProviderRegistry {
  const byName = new Map(adapters.map((adapter) => [adapter.provider, adapter]));
  return { adapter: (provider) => byName.get(provider) ?? null, fallback: openaiAdapter };
}

import type { ProviderAdapter } from "./adapter.ts";
import { arkAdapter } from "./ark/ark-adapter.ts";
import { dashscopeAdapter } from "./dashscope/dashscope-adapter.ts";
import { klingAdapter } from "./kling/kling-adapter.ts";
import { dreamMachineAdapter } from "./luma-dream-machine/dream-machine-adapter.ts";
import { vertexAdapter } from "./google-vertex/vertex-adapter.ts";
import { geminiAdapter } from "./google-gemini/gemini-adapter.ts";
import { falAdapter } from "./fal/fal-adapter.ts";
import { lumaAdapter } from "./luma/luma-adapter.ts";
import { minimaxAdapter } from "./minimax/minimax-adapter.ts";
import { openaiAdapter } from "./openai/openai-adapter.ts";
import { openrouterAdapter } from "./openrouter/openrouter-adapter.ts";
import { runwayAdapter } from "./runway/runway-adapter.ts";
import { xaiAdapter } from "./xai/xai-adapter.ts";

/** The adapters this build knows, by the provider's name. */
export interface ProviderRegistry {
  adapter(provider: string): ProviderAdapter | null;
  /** Speaks to callers whose upstream isn't known yet. */
  readonly fallback: ProviderAdapter;
}

export const ADAPTERS: readonly ProviderAdapter[] = [
  openaiAdapter,
  xaiAdapter,
  runwayAdapter,
  openrouterAdapter,
  lumaAdapter,
  dreamMachineAdapter,
  dashscopeAdapter,
  arkAdapter,
  klingAdapter,
  minimaxAdapter,
  geminiAdapter,
  vertexAdapter,
  falAdapter,
];

export function createProviderRegistry(
  adapters: readonly ProviderAdapter[] = ADAPTERS,
): ProviderRegistry {
  const byName = new Map(adapters.map((adapter) => [adapter.provider, adapter]));
  return { adapter: (provider) => byName.get(provider) ?? null, fallback: openaiAdapter };
}

import type { Wire } from "../../domain/wire/wire-schema.ts";
import type { Upstream } from "../directory.ts";
import type { ProviderAdapter } from "./adapter.ts";
import { arkAdapter } from "./ark/ark-adapter.ts";
import { comfyuiAdapter } from "./comfyui/comfyui-adapter.ts";
import { azureAdapter } from "./azure-openai/azure-adapter.ts";
import { dashscopeAdapter } from "./dashscope/dashscope-adapter.ts";
import { deepinfraAdapter } from "./deepinfra/deepinfra-adapter.ts";
import { genericAdapter } from "./generic/generic-adapter.ts";
import { klingAdapter } from "./kling/kling-adapter.ts";
import { dreamMachineAdapter } from "./luma-dream-machine/dream-machine-adapter.ts";
import { vertexAdapter } from "./google-vertex/vertex-adapter.ts";
import { geminiAdapter } from "./google-gemini/gemini-adapter.ts";
import { falAdapter } from "./fal/fal-adapter.ts";
import { lumaAdapter } from "./luma/luma-adapter.ts";
import { minimaxAdapter } from "./minimax/minimax-adapter.ts";
import { openaiAdapter } from "./openai/openai-adapter.ts";
import { openrouterAdapter } from "./openrouter/openrouter-adapter.ts";
import { replicateAdapter } from "./replicate/replicate-adapter.ts";
import { runwayAdapter } from "./runway/runway-adapter.ts";
import { sglangAdapter } from "./sglang/sglang-adapter.ts";
import { vllmOmniAdapter } from "./vllm-omni/vllm-omni-adapter.ts";
import { xaiAdapter } from "./xai/xai-adapter.ts";
import { localaiAdapter } from "./localai/localai-adapter.ts";
import { nimAdapter } from "./nim/nim-adapter.ts";
import { dynamoAdapter } from "./dynamo/dynamo-adapter.ts";

/** The adapters this build knows, by the provider's name. */
export interface ProviderRegistry {
  /** Of a provider that the build knows by name. */
  adapter(provider: string): ProviderAdapter | null;
  /** Of an upstream: its own wire's where it has one, made once for each revision of the configuration. */
  adapterOf(upstream: Pick<Upstream, "provider" | "wire">): ProviderAdapter | null;
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
  replicateAdapter,
  comfyuiAdapter,
  azureAdapter,
  vllmOmniAdapter,
  sglangAdapter,
  deepinfraAdapter,
  localaiAdapter,
  nimAdapter,
  dynamoAdapter,
];

export function createProviderRegistry(
  adapters: readonly ProviderAdapter[] = ADAPTERS,
): ProviderRegistry {
  const byName = new Map(adapters.map((adapter) => [adapter.provider, adapter]));
  const described = new WeakMap<Wire, ProviderAdapter>();
  const adapterOfWire = (wire: Wire): ProviderAdapter => {
    let adapter = described.get(wire);
    if (adapter === undefined) described.set(wire, (adapter = genericAdapter(wire)));
    return adapter;
  };
  return {
    adapter: (provider) => byName.get(provider) ?? null,
    adapterOf: ({ provider, wire }) =>
      wire === null ? (byName.get(provider) ?? null) : adapterOfWire(wire),
    fallback: openaiAdapter,
  };
}

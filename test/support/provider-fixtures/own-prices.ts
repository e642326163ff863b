import type { OwnPrice } from "./provider-fixture.ts";

/** For wires of which no prices ship, or whose provider ended its own. */
export const OWN_PRICES: readonly (OwnPrice & { readonly provider: string })[] = [
  { provider: "openai", model: "sora-2", unit: "second", amount: "0.1" },
  { provider: "azure_openai", model: "sora-2", unit: "second", amount: "0.1" },
  { provider: "azure_openai", model: "my-sora", unit: "second", amount: "0.25" },
  { provider: "vllm_omni", model: "wan-2.2", unit: "gpu_second", amount: "0.0007" },
  { provider: "sglang", model: "*", unit: "second", amount: "0.05" },
  { provider: "deepinfra", model: "p-video", unit: "video", amount: "0.07" },
  { provider: "imitated_runway", model: "*", unit: "credit", amount: "0.01" },
  { provider: "imitated_runway", model: "gen4.5", unit: "second", amount: "0.12" },
  { provider: "acme", model: "brush-2", unit: "second", amount: "0.05", currency: "EUR" },
];

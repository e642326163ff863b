import type { ProviderAdapter } from "../adapter.ts";
import { serverAdapter } from "../openai/server-adapter.ts";

/** vLLM-Omni: creates are forms, deleting a video stops its work. */
export const vllmOmniAdapter: ProviderAdapter = { ...serverAdapter, provider: "vllm_omni" };

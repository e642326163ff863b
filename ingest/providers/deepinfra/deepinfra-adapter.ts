import type { ProviderAdapter } from "../adapter.ts";
import { serverAdapter } from "../openai/server-adapter.ts";
import { observeDeepinfra } from "./deepinfra-observation.ts";

/** DeepInfra: OpenAI's path, jobs of its own shape. Clips are fetched from its own addresses. */
export const deepinfraAdapter: ProviderAdapter = {
  ...serverAdapter,
  provider: "deepinfra",
  routes: [
    { method: "POST", path: "/v1/videos", kind: "create", operation: "create" },
    { method: "GET", path: "/v1/videos/{id}", kind: "retrieve" },
  ],
  lengthAsAsked: true,
  downloadsPass: false,
  observeJob: observeDeepinfra,
  list: null,
};

interface CataloguedProvider {
  /** As people know it. */
  readonly name: string;
  /** Where its own service is; null for servers that everybody runs elsewhere. */
  readonly baseUrl: string | null;
  /** What its SDK takes as the rest of a base URL, behind `/proxy/{upstream}`; "" where the SDK adds all of it. */
  readonly sdkBase: string;
}

/** Every wire that Reelmeter speaks, by the name that prices and figures call its provider. */
export const PROVIDER_CATALOGUE = {
  openai: {
    name: "OpenAI and servers like it",
    baseUrl: "https://api.openai.com/v1",
    sdkBase: "/v1",
  },
  xai: { name: "xAI", baseUrl: "https://api.x.ai/v1", sdkBase: "/v1" },
  runway: { name: "Runway", baseUrl: "https://api.dev.runwayml.com/v1", sdkBase: "" },
  openrouter: { name: "OpenRouter", baseUrl: "https://openrouter.ai/api/v1", sdkBase: "/api/v1" },
  luma: { name: "Luma Agents", baseUrl: "https://agents.lumalabs.ai/v1", sdkBase: "/v1" },
  luma_dream_machine: {
    name: "Luma Dream Machine",
    baseUrl: "https://api.lumalabs.ai/dream-machine/v1",
    sdkBase: "/dream-machine/v1",
  },
  alibaba_dashscope: {
    name: "Alibaba Model Studio (DashScope)",
    baseUrl: "https://dashscope-intl.aliyuncs.com/api/v1",
    sdkBase: "",
  },
  byteplus_ark: {
    name: "BytePlus ModelArk (Seedance)",
    baseUrl: "https://ark.ap-southeast.bytepluses.com/api/v3",
    sdkBase: "/api/v3",
  },
  kling: { name: "Kling", baseUrl: "https://api-singapore.klingai.com", sdkBase: "" },
  minimax: { name: "MiniMax", baseUrl: "https://api.minimax.io", sdkBase: "" },
  google_gemini: {
    name: "Google Gemini API (Veo)",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    sdkBase: "",
  },
  google_vertex: { name: "Google Vertex AI (Veo)", baseUrl: null, sdkBase: "" },
  fal: { name: "fal", baseUrl: "https://queue.fal.run", sdkBase: "" },
  replicate: { name: "Replicate", baseUrl: "https://api.replicate.com/v1", sdkBase: "/v1" },
  comfyui: { name: "ComfyUI", baseUrl: null, sdkBase: "" },
  azure_openai: { name: "Azure OpenAI (Sora)", baseUrl: null, sdkBase: "/openai/v1" },
  vllm_omni: { name: "vLLM-Omni", baseUrl: null, sdkBase: "/v1" },
  sglang: { name: "SGLang Diffusion", baseUrl: null, sdkBase: "/v1" },
  deepinfra: { name: "DeepInfra", baseUrl: "https://api.deepinfra.com/v1", sdkBase: "/v1" },
  localai: { name: "LocalAI", baseUrl: null, sdkBase: "" },
  nim: { name: "NVIDIA NIM (Cosmos)", baseUrl: null, sdkBase: "" },
  dynamo: { name: "NVIDIA Dynamo", baseUrl: null, sdkBase: "/v1" },
} as const satisfies Record<string, CataloguedProvider>;

export type Provider = keyof typeof PROVIDER_CATALOGUE;

/** True for the name of a wire in the catalogue, as upstreams and prices spell it. */
export function isProvider(name: string): name is Provider {
  return Object.hasOwn(PROVIDER_CATALOGUE, name);
}

export const PROVIDERS: readonly Provider[] = Object.keys(PROVIDER_CATALOGUE).filter(isProvider);

/** As an upstream's provider: its wire is described by configuration, and names its provider itself. */
export const CUSTOM_PROVIDER = "custom";

interface CataloguedProvider {
  /** As people know it. */
  readonly name: string;
  /** Where its own service is; null for servers that everybody runs elsewhere. */
  readonly baseUrl: string | null;
}

/** Every wire that Reelmeter speaks, by the name that prices and figures call its provider. */
export const PROVIDER_CATALOGUE = {
  openai: { name: "OpenAI and servers like it", baseUrl: "https://api.openai.com/v1" },
  xai: { name: "xAI", baseUrl: "https://api.x.ai/v1" },
  runway: { name: "Runway", baseUrl: "https://api.dev.runwayml.com/v1" },
  openrouter: { name: "OpenRouter", baseUrl: "https://openrouter.ai/api/v1" },
  luma: { name: "Luma Agents", baseUrl: "https://agents.lumalabs.ai/v1" },
  luma_dream_machine: {
    name: "Luma Dream Machine",
    baseUrl: "https://api.lumalabs.ai/dream-machine/v1",
  },
  alibaba_dashscope: {
    name: "Alibaba Model Studio (DashScope)",
    baseUrl: "https://dashscope-intl.aliyuncs.com/api/v1",
  },
  byteplus_ark: {
    name: "BytePlus ModelArk (Seedance)",
    baseUrl: "https://ark.ap-southeast.bytepluses.com/api/v3",
  },
  kling: { name: "Kling", baseUrl: "https://api-singapore.klingai.com" },
  minimax: { name: "MiniMax", baseUrl: "https://api.minimax.io" },
  google_gemini: {
    name: "Google Gemini API (Veo)",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
  },
  google_vertex: { name: "Google Vertex AI (Veo)", baseUrl: null },
  fal: { name: "fal", baseUrl: "https://queue.fal.run" },
} as const satisfies Record<string, CataloguedProvider>;

export type Provider = keyof typeof PROVIDER_CATALOGUE;

/** True for the name of a wire in the catalogue, as upstreams and prices spell it. */
export function isProvider(name: string): name is Provider {
  return Object.hasOwn(PROVIDER_CATALOGUE, name);
}

export const PROVIDERS: readonly Provider[] = Object.keys(PROVIDER_CATALOGUE).filter(isProvider);

import { PROMPT, type GuideTarget, type Sdk } from "./guide.ts";
import { jsKey, jsPath } from "./snippet-text.ts";

interface AiSdkProvider {
  /** `@ai-sdk/{name}`. */
  readonly name: string;
  readonly factory: string;
  readonly model: string;
  readonly duration: number;
  /** How it is led here; lines of the factory's options. */
  readonly options: (target: GuideTarget) => readonly string[];
}

/** The AI SDK's function for video with one of its providers. */
export function aiSdk({ name, factory, model, duration, options }: AiSdkProvider): Sdk {
  return {
    id: "ai-sdk",
    label: "AI SDK",
    install: `npm install ai @ai-sdk/${name}`,
    first: (target) => `import { experimental_generateVideo as generateVideo } from "ai";
import { ${factory} } from "@ai-sdk/${name}";

const provider = ${factory}({
${options(target)
  .map((line) => `  ${line}\n`)
  .join("")}  headers: { "Reelmeter-Feature": "remix" },
});

const { videos, responses } = await generateVideo({
  model: provider.video("${model}"),
  prompt: "${PROMPT}",
  duration: ${duration},
  headers: { "Reelmeter-User": "u_42", "Idempotency-Key": crypto.randomUUID() },
  maxRetries: 0,
});
console.log(videos.length, responses[0]?.modelId);
`,
    refused: (detailsAt) => `import { APICallError } from "ai";

try {
  await generateVideo({ ...clip, maxRetries: 0 });
} catch (error) {
  if (!APICallError.isInstance(error) || ![402, 429].includes(error.statusCode)) throw error;
  // Nothing was made, and nothing is charged.
  const limit = ${jsPath('JSON.parse(error.responseBody ?? "{}")', detailsAt)};
  console.log(error.message, limit?.resets_at);
}
`,
    retries: "set",
  };
}

const based = ({ baseUrl, key }: GuideTarget) => [
  `baseURL: "${baseUrl}",`,
  `apiKey: ${jsKey(key)},`,
];

export const xaiAiSdk = aiSdk({
  name: "xai",
  factory: "createXai",
  model: "grok-imagine-video-1.5",
  duration: 6,
  options: based,
});

export const googleAiSdk = aiSdk({
  name: "google",
  factory: "createGoogleGenerativeAI",
  model: "veo-3.1-fast-generate-preview",
  duration: 8,
  options: ({ root, key }) => [`baseURL: "${root}/v1beta",`, `apiKey: ${jsKey(key)},`],
});

export const alibabaAiSdk = aiSdk({
  name: "alibaba",
  factory: "createAlibaba",
  model: "wan2.6-t2v",
  duration: 5,
  options: ({ root, key }) => [`videoBaseURL: "${root}",`, `apiKey: ${jsKey(key)},`],
});

export const byteDanceAiSdk = aiSdk({
  name: "bytedance",
  factory: "createByteDance",
  model: "dreamina-seedance-2-0-260128",
  duration: 5,
  options: based,
});

export const replicateAiSdk = aiSdk({
  name: "replicate",
  factory: "createReplicate",
  model: "wan-video/wan-2.5-t2v",
  duration: 5,
  options: ({ baseUrl, key }) => [`baseURL: "${baseUrl}",`, `apiToken: ${jsKey(key)},`],
});

/** It calls fal's queue whatever its base URL is, and leaves the key out of its polls: its `fetch` leads it here. */
export const falAiSdk = aiSdk({
  name: "fal",
  factory: "createFal",
  model: "veo3",
  duration: 8,
  options: ({ root, key }) => [
    `apiKey: ${jsKey(key)},`,
    `fetch: (input, init) => {`,
    `  const headers = new Headers(init?.headers);`,
    `  headers.set("authorization", \`Key \${${jsKey(key)}}\`);`,
    `  const url = String(input).replace("https://queue.fal.run", "${root}");`,
    `  return fetch(url, { ...init, headers });`,
    `},`,
  ],
});

import { PROMPT, type GuideTarget, type Sdk } from "./guide.ts";
import { jsKey, jsPath, jsValue } from "./snippet-text.ts";
import { vertexPlace } from "./vertex-place.ts";

/** `@google/genai` on the Gemini API. */
export const geminiSdk: Sdk = genai("veo-3.1-fast-generate-preview", () => "");

/** The same client on Vertex AI, for the project and location that the upstream stands for. */
export const vertexSdk: Sdk = genai("veo-3.1-generate-001", ({ upstreamUrl }) => {
  const { project, location } = vertexPlace(upstreamUrl);
  return `  vertexai: true,
  project: "${project}",
  location: "${location}",
`;
});

function genai(model: string, more: (target: GuideTarget) => string): Sdk {
  return {
    id: "google-genai",
    label: "@google/genai",
    install: "npm install @google/genai@2",
    first: (target) => `import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({
${more(target)}  apiKey: ${jsKey(target.key)},
  httpOptions: {
    baseUrl: "${target.baseUrl}",
    headers: { "Reelmeter-Feature": "remix" },
  },
});

let operation = await ai.models.generateVideos({
  model: "${model}",
  source: ${jsValue({ prompt: PROMPT })},
  config: {
    durationSeconds: 8,
    httpOptions: {
      headers: { "Reelmeter-User": "u_42", "Idempotency-Key": crypto.randomUUID() },
    },
  },
});
while (operation.done !== true) {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  operation = await ai.operations.getVideosOperation({ operation });
}
console.log(operation.name, operation.response?.generatedVideos?.length);
`,
    refused: (detailsAt) => `import { ApiError } from "@google/genai";

try {
  await ai.models.generateVideos(clip);
} catch (error) {
  if (!(error instanceof ApiError) || ![402, 429].includes(error.status)) throw error;
  // Nothing was made, and nothing is charged. The message is the answer's body.
  const limit = ${jsPath("JSON.parse(error.message)", detailsAt)};
  console.log(limit?.rule, limit?.resets_at);
}
`,
    retries: "none",
  };
}

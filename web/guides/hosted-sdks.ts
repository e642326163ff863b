import { PROMPT, type Sdk } from "./guide.ts";
import { jsKey, jsPath, jsValue } from "./snippet-text.ts";

/** Replicate's SDK. It takes no headers of its own, so a `fetch` adds them. */
export const replicateSdk: Sdk = {
  id: "replicate",
  label: "replicate",
  install: "npm install replicate",
  first: ({ baseUrl, key }) => `import Replicate from "replicate";

const whoFor = { "Reelmeter-Feature": "remix", "Reelmeter-User": "u_42" };
const replicate = new Replicate({
  baseUrl: "${baseUrl}",
  auth: ${jsKey(key)},
  useFileOutput: false,
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...whoFor } }),
});

const output = await replicate.run("wan-video/wan-2.5-t2v", {
  input: ${jsValue({ prompt: PROMPT, duration: 5 }, 2)},
});
console.log(output);
`,
  refused: (detailsAt) => `try {
  await replicate.run(model, clip);
} catch (error) {
  if (![402, 429].includes(error.response?.status)) throw error;
  // Nothing was made, and nothing is charged.
  const limit = ${jsPath("(await error.response.json())", detailsAt)};
  console.log(limit?.rule, limit?.resets_at);
}
`,
  retries: "repeats",
};

/** fal's client has no base URL: it is led here as through a proxy. */
export const falSdk: Sdk = {
  id: "fal",
  label: "@fal-ai/client",
  install: "npm install @fal-ai/client",
  first: ({ root, key }) => `import { createFalClient } from "@fal-ai/client";

const fal = createFalClient({
  credentials: ${jsKey(key)},
  proxyUrl: { url: "${root}", when: "always" },
  requestMiddleware: async (request) => ({
    ...request,
    headers: { ...request.headers, "Reelmeter-Feature": "remix", "Reelmeter-User": "u_42" },
  }),
  retry: { maxRetries: 0 },
});

const { data, requestId } = await fal.subscribe("fal-ai/veo3", {
  input: ${jsValue({ prompt: PROMPT, duration: "8s" }, 2)},
  headers: { "Idempotency-Key": crypto.randomUUID() },
});
console.log(requestId, data.video.url);
`,
  refused: (detailsAt) => `import { ApiError } from "@fal-ai/client";

try {
  await fal.subscribe("fal-ai/veo3", clip);
} catch (error) {
  if (!(error instanceof ApiError) || ![402, 429].includes(error.status)) throw error;
  // Nothing was made, and nothing is charged.
  console.log(error.message, ${jsPath("error.body", `${detailsAt}.resets_at`)});
}
`,
  retries: "set",
};

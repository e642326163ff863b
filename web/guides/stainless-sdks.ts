import { PROMPT, type Sdk } from "./guide.ts";
import { jsKey, jsPath, jsValue } from "./snippet-text.ts";

/** Runway's own SDK, which waits for its tasks itself. */
export const runwaySdk: Sdk = {
  id: "runway",
  label: "@runwayml/sdk",
  install: "npm install @runwayml/sdk",
  first: ({ baseUrl, key }) => `import RunwayML from "@runwayml/sdk";

const client = new RunwayML({
  baseURL: "${baseUrl}",
  apiKey: ${jsKey(key)},
  defaultHeaders: { "Reelmeter-Feature": "remix" },
});

const task = await client.textToVideo
  .create(
    ${jsValue({ model: "gen4.5", promptText: PROMPT, ratio: "1280:720", duration: 5 }, 4)},
    { headers: { "Reelmeter-User": "u_42", "Idempotency-Key": crypto.randomUUID() } },
  )
  .waitForTaskOutput();
console.log(task.id, task.output);
`,
  refused: refusedBy("RunwayML", "client.textToVideo.create(clip)"),
  retries: "told",
};

/** Luma's SDK, which speaks the Dream Machine API. */
export const lumaSdk: Sdk = {
  id: "luma",
  label: "lumaai",
  install: "npm install lumaai",
  first: ({ baseUrl, key }) => `import LumaAI from "lumaai";

const client = new LumaAI({
  baseURL: "${baseUrl}",
  authToken: ${jsKey(key)},
  defaultHeaders: { "Reelmeter-Feature": "remix" },
});

let generation = await client.generations.video.create(
  ${jsValue({ model: "ray-2", prompt: PROMPT, resolution: "720p", duration: "5s" }, 2)},
  { headers: { "Reelmeter-User": "u_42", "Idempotency-Key": crypto.randomUUID() } },
);
while (generation.state !== "completed" && generation.state !== "failed") {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  generation = await client.generations.get(generation.id);
}
console.log(generation.id, generation.state, generation.assets?.video);
`,
  refused: refusedBy("LumaAI", "client.generations.video.create(clip)"),
  retries: "told",
};

function refusedBy(client: string, create: string): Sdk["refused"] {
  return (detailsAt) => `try {
  await ${create};
} catch (error) {
  if (error instanceof ${client}.RateLimitError || error.status === 402) {
    // Nothing was made, and nothing is charged.
    console.log(error.message, ${jsPath("error.error", `${detailsAt}.resets_at`)});
  } else throw error;
}
`;
}

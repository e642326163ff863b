import { PROMPT, type GuideTarget, type Sdk } from "./guide.ts";
import { jsKey, jsPath, jsValue } from "./snippet-text.ts";

interface Asked {
  readonly model?: string;
  readonly seconds?: string;
  readonly size?: string;
}

const POLLED = `while (video.status === "queued" || video.status === "in_progress") {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  video = await client.videos.retrieve(video.id);
}
console.log(video.id, video.status);
`;

/** OpenAI's SDK in two languages, before OpenAI and servers like it. */
export function openaiSdks(asked: Asked): readonly Sdk[] {
  const { model, ...rest } = asked;
  const create = { ...(model === undefined ? {} : { model }), prompt: PROMPT, ...rest };
  return [
    {
      id: "openai-node",
      label: "openai",
      install: "npm install openai",
      first: ({ baseUrl, key }) => `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: ${jsKey(key)},
  defaultHeaders: { "Reelmeter-Feature": "remix" },
});

let video = await client.videos.create(
  ${jsValue(create, 2)},
  { headers: { "Reelmeter-User": "u_42", "Idempotency-Key": crypto.randomUUID() } },
);
${POLLED}`,
      refused: refusedBy("OpenAI"),
      retries: "told",
    },
    {
      id: "openai-python",
      label: "openai (Python)",
      install: "pip install openai",
      first: (target) => writePython(create, target),
      refused: () => `import openai

try:
    video = client.videos.create(**clip)
except openai.RateLimitError as error:
    # Nothing was made, and nothing is charged.
    limit = (error.body or {}).get("reelmeter", {})
    print(error.code, limit.get("resets_at"))
except openai.APIStatusError as error:
    if error.status_code != 402:
        raise
    print("A limit on money:", error.message)
`,
      retries: "told",
    },
  ];
}

/** Azure's face of the same SDK. */
export const azureSdk: Sdk = {
  id: "azure-openai",
  label: "AzureOpenAI",
  install: "npm install openai",
  first: ({ baseUrl, key }) => `import { AzureOpenAI } from "openai";

const client = new AzureOpenAI({
  baseURL: "${baseUrl}",
  apiKey: ${jsKey(key)},
  apiVersion: "preview",
  defaultHeaders: { "Reelmeter-Feature": "remix" },
});

// The model is the name of your deployment.
let video = await client.videos.create(
  ${jsValue({ model: "sora-2", prompt: PROMPT, seconds: "4" }, 2)},
  { headers: { "Reelmeter-User": "u_42", "Idempotency-Key": crypto.randomUUID() } },
);
${POLLED}`,
  refused: refusedBy("AzureOpenAI"),
  retries: "told",
};

function refusedBy(client: string): Sdk["refused"] {
  return () => `try {
  await client.videos.create(clip);
} catch (error) {
  if (error instanceof ${client}.RateLimitError || error.status === 402) {
    // Nothing was made, and nothing is charged.
    console.log(error.code, error.message, ${jsPath("error.error", "reelmeter.resets_at")});
  } else throw error;
}
`;
}

function writePython(create: object, { baseUrl, key }: GuideTarget): string {
  const fields = Object.entries(create).map(
    ([name, value]) => `    ${name}=${JSON.stringify(value)},`,
  );
  return `${key === null ? "import os\n" : ""}import time
import uuid

from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key=${key === null ? 'os.environ["REELMETER_KEY"]' : JSON.stringify(key)},
    default_headers={"Reelmeter-Feature": "remix"},
)

video = client.videos.create(
${fields.join("\n")}
    extra_headers={"Reelmeter-User": "u_42", "Idempotency-Key": str(uuid.uuid4())},
)
while video.status in ("queued", "in_progress"):
    time.sleep(2)
    video = client.videos.retrieve(video.id)
print(video.id, video.status)
`;
}

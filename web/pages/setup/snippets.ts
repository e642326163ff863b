export interface Snippet {
  readonly id: string;
  readonly label: string;
  readonly code: string;
}

interface SnippetInput {
  /** What to set as the SDK's base URL, ending in /v1. */
  readonly baseUrl: string;
  /** The key, or a name for it when it cannot be shown any more. */
  readonly key: string;
}

/** The first request in three languages, ready to paste: one short clip with a feature and a user. */
export function writeSnippets({ baseUrl, key }: SnippetInput): readonly Snippet[] {
  return [
    {
      id: "node",
      label: "Node",
      code: `import OpenAI from "openai"; // npm install openai

const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: "${key}",
  defaultHeaders: {
    "Reelmeter-Feature": "first-try",
    "Reelmeter-User": "me",
  },
});

let video = await client.videos.create({
  model: "sora-2",
  prompt: "A paper boat crosses a puddle in the rain",
  seconds: "4",
});
while (video.status === "queued" || video.status === "in_progress") {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  video = await client.videos.retrieve(video.id);
}
console.log(video.id, video.status);
`,
    },
    {
      id: "python",
      label: "Python",
      code: `from openai import OpenAI  # pip install openai

client = OpenAI(
    base_url="${baseUrl}",
    api_key="${key}",
    default_headers={
        "Reelmeter-Feature": "first-try",
        "Reelmeter-User": "me",
    },
)

video = client.videos.create_and_poll(
    model="sora-2",
    prompt="A paper boat crosses a puddle in the rain",
    seconds="4",
)
print(video.id, video.status)
`,
    },
    {
      id: "curl",
      label: "curl",
      code: `curl ${baseUrl}/videos \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -H "Reelmeter-Feature: first-try" \\
  -H "Reelmeter-User: me" \\
  -d '{"model":"sora-2","prompt":"A paper boat crosses a puddle in the rain","seconds":"4"}'
`,
    },
  ];
}

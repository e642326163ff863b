/** A client process: sends its creates all at once when told to, over several servers, and says how each was answered. */
import { z } from "zod";

const orders = z.object({ urls: z.array(z.url()).min(1), key: z.string(), creates: z.number() });
const { urls, key, creates } = orders.parse(JSON.parse(process.argv[2] ?? "{}"));

process.once("message", () => void burst());
process.send?.("ready");

async function burst(): Promise<void> {
  const answers = await Promise.all(Array.from({ length: creates }, (_, index) => create(index)));
  process.send?.(answers, undefined, {}, () => process.disconnect());
}

async function create(index: number): Promise<{ status: number; retryAfter: boolean }> {
  const response = await fetch(new URL("/proxy/openai/v1/videos", urls[index % urls.length]), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "sora-2", prompt: "a paper boat", seconds: "4" }),
  });
  await response.arrayBuffer();
  return { status: response.status, retryAfter: response.headers.has("retry-after") };
}

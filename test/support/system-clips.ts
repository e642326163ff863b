import type OpenAI from "openai";

const POLL_MS = 60;
const DEADLINE_MS = 30_000;

/** Polls a clip as a client does, until it has ended. */
export async function ended(client: OpenAI, id: string): Promise<OpenAI.Video> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const video = await client.videos.retrieve(id);
    if (video.status !== "queued" && video.status !== "in_progress") return video;
    if (Date.now() > deadline) throw new Error(`${id} did not end in ${DEADLINE_MS} ms`);
    await new Promise((tick) => setTimeout(tick, POLL_MS));
  }
}

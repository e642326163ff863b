import { setMaxListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import OpenAI from "openai";
import { createSeededRandom } from "../../simulator/seeded-random.ts";
import { drawClip, type Clip } from "./draw-clip.ts";
import { HISTORY_DAYS } from "./launch-plan.ts";

export interface LiveTrafficOptions {
  /** http://host:port/proxy/demo/v1 */
  readonly baseUrl: string;
  readonly key: string;
  /** Mean time between two creates, ms. */
  readonly everyMs: number;
  readonly seed: number;
  /** Told of each clip that ended and of each call that failed, for the terminal's one line. */
  onEvent(event: LiveEvent): void;
}

export type LiveEvent =
  | { readonly kind: "ended"; readonly status: string }
  | { readonly kind: "failed"; readonly message: string };

export interface LiveTraffic {
  /** Ends the traffic and waits for the calls under way. */
  stop(): Promise<void>;
}

const POPULATION = 400;
const POLL_MS = 1_000;
const MAX_IN_FLIGHT = 12;
/** Some people close the app while their clip is made; the product's worker settles those. */
const ABANDONED_SHARE = 0.15;
/** The simulator's clips have its own lengths. */
const SECONDS = { 5: "4", 10: "8", 15: "12" } as const;

/** Drives the proxy as the product's users would, with the official SDK, until stopped. */
export function startLiveTraffic(options: LiveTrafficOptions): LiveTraffic {
  const client = new OpenAI({ apiKey: options.key, baseURL: options.baseUrl, maxRetries: 0 });
  const random = createSeededRandom(options.seed);
  const stopping = new AbortController();
  // Every call and pause under way listens to it, and the SDK more than once.
  setMaxListeners(0, stopping.signal);
  const underWay = new Set<Promise<void>>();

  const launch = () => {
    if (underWay.size >= MAX_IN_FLIGHT) return;
    const clip = drawClip({
      random,
      day: HISTORY_DAYS - 1,
      startMs: Date.now(),
      lengthMs: 1,
      population: POPULATION,
      usedToday: new Map(),
    });
    const abandoned = random() < ABANDONED_SHARE;
    const downloads = random() < 0.7;
    const one = follow(client, clip, { abandoned, downloads }, stopping.signal)
      .then((status) => options.onEvent({ kind: "ended", status }))
      .catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        options.onEvent({ kind: "failed", message });
      })
      .finally(() => underWay.delete(one));
    underWay.add(one);
  };
  launch();
  const timer = setInterval(launch, options.everyMs);

  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}

/** One person and one clip: ask, wait for it, look at it. */
async function follow(
  client: OpenAI,
  clip: Clip,
  person: { readonly abandoned: boolean; readonly downloads: boolean },
  signal: AbortSignal,
): Promise<string> {
  const seconds = SECONDS[clip.seconds as keyof typeof SECONDS];
  let video = await client.videos.create(
    {
      model: clip.model,
      prompt: `Demo clip ${clip.promptHash.slice(0, 12)}`,
      seconds,
      size: "720x1280",
    },
    { headers: attributionOf(clip), signal },
  );
  if (person.abandoned) return "abandoned";
  while (video.status === "queued" || video.status === "in_progress") {
    await setTimeout(POLL_MS, null, { signal });
    video = await client.videos.retrieve(video.id, { signal });
  }
  if (video.status === "completed" && person.downloads) {
    const file = await client.videos.downloadContent(video.id, {}, { signal });
    await file.arrayBuffer();
  }
  return video.status;
}

function attributionOf(clip: Clip): Record<string, string> {
  return {
    "Reelmeter-Feature": clip.feature,
    "Reelmeter-Surface": clip.surface,
    "Reelmeter-Region": clip.region,
    "Reelmeter-Platform": clip.platform,
    "Reelmeter-Plan": clip.plan,
    "Reelmeter-User": clip.user,
  };
}

import { request } from "undici";
import { z } from "zod";
import { startChild, type BenchChild, type Usage } from "./child-process.ts";
import {
  added,
  byByte,
  byRequest,
  events,
  LATENCY_RATE_PER_SECOND,
  MB,
  memory,
  type Figure,
  type Measured,
} from "./figures.ts";
import { runLoad } from "./load.ts";
import type { BenchOptions } from "./parse-options.ts";
import { measureAdmissions } from "./admissions.ts";
import { measureBacktests } from "./backtests.ts";
import { startServerTarget } from "./server-target.ts";

const WARM_UP_MS = 1_500;
const RSS_SAMPLE_MS = 50;

/** Runs the wanted measurements one after the other, relay and proxy in turn, and returns their figures. */
export async function runBench(
  options: BenchOptions,
  progress: (line: string) => void,
): Promise<Figure[]> {
  const { only } = options;
  const relayed = Object.keys(measurements).some((name) => only === null || only.has(name));
  const figures = relayed ? await measureRelayed(options, progress) : [];
  if (only?.has("admissions") === true) {
    figures.push(...(await measureAdmissions(options.durationMs, progress)));
  }
  if (only?.has("backtest") === true) figures.push(...(await measureBacktests(options, progress)));
  return figures;
}

async function measureRelayed(
  options: BenchOptions,
  progress: (line: string) => void,
): Promise<Figure[]> {
  const upstream = await startChild("./upstream-child.ts", [String(options.downloadBytes)]);
  const upstreamUrl = upstream.ready["url"] ?? "";
  const relay = await startChild("./relay-child.ts", [upstreamUrl]);
  const proxy =
    options.target === "server"
      ? await startServerTarget(upstreamUrl)
      : await startChild("./proxy-child.ts", [upstreamUrl]);
  try {
    const figures: Figure[] = [];
    for (const [name, measure] of Object.entries(measurements)) {
      if (options.only !== null && !options.only.has(name)) continue;
      progress(`measuring ${name} …`);
      figures.push(...(await measure(options, relay, proxy)));
    }
    return figures;
  } finally {
    await Promise.all([relay.close(), proxy.close()]);
    await upstream.close();
  }
}

type Measurement = (
  options: BenchOptions,
  relay: BenchChild,
  proxy: BenchChild,
) => Promise<Figure[]>;

const measurements: Readonly<Record<string, Measurement>> = {
  async poll(options, relay, proxy) {
    const [bare, full] = await both(options, relay, proxy, async (child) => {
      const path = `/proxy/openai/v1/videos/${await createOne(child)}`;
      return measureLoad(child, path, options, null);
    });
    return [byRequest("status poll", bare, full, 0.75)];
  },

  async latency(options, relay, proxy) {
    const [bare, full] = await both(options, relay, proxy, async (child) => {
      const path = `/proxy/openai/v1/videos/${await createOne(child)}`;
      return measureLoad(child, path, options, LATENCY_RATE_PER_SECOND);
    });
    return [added("p50Ms", bare, full, 0.3), added("p99Ms", bare, full, 2)];
  },

  async create(options, relay, proxy) {
    const [bare, full] = await both(options, relay, proxy, (child) =>
      measureLoad(child, "/proxy/openai/v1/videos", options, null, CREATE_BODY),
    );
    return [byRequest("create", bare, full, null)];
  },

  async download(options, relay, proxy) {
    const [bare, full] = await both(options, relay, proxy, async (child) => {
      const path = `/proxy/openai/v1/videos/${await createOne(child)}/content`;
      return measureLoad(child, path, { ...options, connections: 2 }, null);
    });
    return [byByte(`download, ${options.downloadBytes / MB} MB`, bare, full, 0.85)];
  },

  async memory(options, relay, proxy) {
    const connections = options.parallelDownloads;
    const [bare, full] = await both(options, relay, proxy, async (child) => {
      const path = `/proxy/openai/v1/videos/${await createOne(child)}/content`;
      return measureLoad(child, path, { ...options, connections }, null);
    });
    return [memory(connections, bare, full)];
  },

  async events(options, _relay, proxy) {
    const path = `/proxy/openai/v1/videos/${await createOne(proxy)}`;
    const paced = { ...options, durationMs: options.eventsMs, connections: 64 };
    return [events(options, await measureLoad(proxy, path, paced, options.eventsPerSecond))];
  },
};

const CREATE_BODY = JSON.stringify({ model: "sora-2", prompt: "a paper boat", seconds: "4" });

/**
 * Warms each up and measures relay and proxy in turn, round after round; keeps each one's best round, which is the
 * one that other work on the machine disturbed least.
 */
async function both(
  options: Pick<BenchOptions, "rounds">,
  relay: BenchChild,
  proxy: BenchChild,
  measure: (child: BenchChild) => Promise<Measured>,
): Promise<[Measured, Measured]> {
  let bare = await measure(relay);
  let full = await measure(proxy);
  for (let round = 1; round < options.rounds; round += 1) {
    bare = better(bare, await measure(relay));
    full = better(full, await measure(proxy));
  }
  return [bare, full];
}

function better(a: Measured, b: Measured): Measured {
  return a.mainCpuMs / a.requests <= b.mainCpuMs / b.requests ? a : b;
}

async function measureLoad(
  child: BenchChild,
  path: string,
  options: Pick<BenchOptions, "connections" | "durationMs">,
  ratePerSecond: number | null,
  body?: string,
): Promise<Measured> {
  const headers = [
    "authorization",
    `Bearer ${child.ready["key"] ?? ""}`,
    "user-agent",
    "OpenAI/JS 6.49.0",
    "accept",
    "application/json",
    "x-stainless-lang",
    "js",
    "x-stainless-retry-count",
    "0",
    // Such a job stays queued: its creation is measured, not its settlement.
    ...(body === undefined
      ? []
      : ["content-type", "application/json", "simulator-control", "queue_ms=600000"]),
  ];
  const load = {
    origin: child.ready["url"] ?? "",
    connections: options.connections,
    ratePerSecond,
    request:
      body === undefined
        ? ({ path, method: "GET", headers } as const)
        : ({ path, method: "POST", headers, body } as const),
  };
  await runLoad({ ...load, durationMs: Math.min(WARM_UP_MS, options.durationMs) });
  const before = await child.usage();
  const watch = watchRss(child);
  const result = await runLoad({ ...load, durationMs: options.durationMs });
  const peakRssBytes = await watch.stop();
  const after = await child.usage();
  return {
    ...result,
    cpuMs: after.cpuMs - before.cpuMs,
    mainCpuMs: after.mainCpuMs - before.mainCpuMs,
    idleRssBytes: before.rssBytes,
    peakRssBytes: Math.max(peakRssBytes, after.rssBytes),
  };
}

function watchRss(child: BenchChild): { stop(): Promise<number> } {
  let peak = 0;
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const usage: Usage = await child.usage();
      peak = Math.max(peak, usage.rssBytes);
      await new Promise((resolve) => setTimeout(resolve, RSS_SAMPLE_MS));
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await watching;
      return peak;
    },
  };
}

const createdSchema = z.object({ id: z.string() });

async function createOne(child: BenchChild): Promise<string> {
  const answer = await request(`${child.ready["url"] ?? ""}/proxy/openai/v1/videos`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${child.ready["key"] ?? ""}`,
      "content-type": "application/json",
    },
    body: CREATE_BODY,
  });
  return createdSchema.parse(await answer.body.json()).id;
}

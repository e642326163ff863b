import { request } from "undici";
import { z } from "zod";
import { startChild, type BenchChild, type Usage } from "./child-process.ts";
import { runLoad, type LoadResult } from "./load.ts";
import type { BenchOptions } from "./parse-options.ts";
import { startServerTarget } from "./server-target.ts";

export interface Figure {
  readonly name: string;
  readonly relay: string;
  readonly proxy: string;
  readonly verdict: string;
  readonly data: Readonly<Record<string, string | number>>;
}

interface Measured extends LoadResult {
  readonly cpuMs: number;
  readonly idleRssBytes: number;
  readonly peakRssBytes: number;
}

const MB = 1_000_000;
const WARM_UP_MS = 1_500;
const RSS_SAMPLE_MS = 50;

/** Runs the wanted measurements one after the other, relay and proxy in turn, and returns their figures. */
export async function runBench(
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
    const [bare, full] = await both(relay, proxy, async (child) => {
      const path = `/proxy/openai/v1/videos/${await createOne(child)}`;
      return measureLoad(child, path, options, null);
    });
    return [byRequest("status poll", bare, full, 0.75)];
  },

  async latency(options, relay, proxy) {
    const [bare, full] = await both(relay, proxy, async (child) => {
      const path = `/proxy/openai/v1/videos/${await createOne(child)}`;
      return measureLoad(child, path, options, LATENCY_RATE_PER_SECOND);
    });
    return [added("p50Ms", bare, full, 0.3), added("p99Ms", bare, full, 2)];
  },

  async create(options, relay, proxy) {
    const [bare, full] = await both(relay, proxy, (child) =>
      measureLoad(child, "/proxy/openai/v1/videos", options, null, CREATE_BODY),
    );
    return [byRequest("create", bare, full, null)];
  },

  async download(options, relay, proxy) {
    const [bare, full] = await both(relay, proxy, async (child) => {
      const path = `/proxy/openai/v1/videos/${await createOne(child)}/content`;
      return measureLoad(child, path, { ...options, connections: 2 }, null);
    });
    return [byByte(`download, ${options.downloadBytes / MB} MB`, bare, full, 0.85)];
  },

  async memory(options, relay, proxy) {
    const connections = options.parallelDownloads;
    const [bare, full] = await both(relay, proxy, async (child) => {
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

const LATENCY_RATE_PER_SECOND = 800;
const CREATE_BODY = JSON.stringify({ model: "sora-2", prompt: "a paper boat", seconds: "4" });

/** Warms each up, measures relay, proxy, relay, proxy, and keeps each one's better run. */
async function both(
  relay: BenchChild,
  proxy: BenchChild,
  measure: (child: BenchChild) => Promise<Measured>,
): Promise<[Measured, Measured]> {
  const first = [await measure(relay), await measure(proxy)] as const;
  const second = [await measure(relay), await measure(proxy)] as const;
  return [better(first[0], second[0]), better(first[1], second[1])];
}

function better(a: Measured, b: Measured): Measured {
  return a.cpuMs / a.requests <= b.cpuMs / b.requests ? a : b;
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
    ...(body === undefined ? [] : ["content-type", "application/json"]),
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

function byRequest(name: string, bare: Measured, full: Measured, target: number | null): Figure {
  const costUs = (run: Measured) => (run.cpuMs * 1_000) / run.requests;
  const perSecond = (run: Measured) => (run.requests * 1_000) / run.elapsedMs;
  const show = (run: Measured) => `${perSecond(run).toFixed(0)}/s ${costUs(run).toFixed(0)} µs`;
  const ratio = costUs(bare) / costUs(full);
  return {
    name,
    relay: show(bare),
    proxy: show(full),
    verdict: `${ratio.toFixed(2)}${target === null ? "" : ` (≥ ${target})`}${errorsOf(bare, full)}`,
    data: {
      name,
      cpu_ratio: ratio,
      throughput_ratio: perSecond(full) / perSecond(bare),
      relay_per_second: perSecond(bare),
      proxy_per_second: perSecond(full),
      relay_cpu_us: costUs(bare),
      proxy_cpu_us: costUs(full),
      proxy_p50_ms: full.p50Ms,
      proxy_p99_ms: full.p99Ms,
      errors: bare.errors + full.errors,
    },
  };
}

function byByte(name: string, bare: Measured, full: Measured, target: number): Figure {
  const costMs = (run: Measured) => run.cpuMs / (run.bytes / MB);
  const rate = (run: Measured) => run.bytes / MB / (run.elapsedMs / 1_000);
  const show = (run: Measured) => `${rate(run).toFixed(0)} MB/s ${costMs(run).toFixed(2)} ms/MB`;
  const ratio = costMs(bare) / costMs(full);
  return {
    name,
    relay: show(bare),
    proxy: show(full),
    verdict: `${ratio.toFixed(2)} (≥ ${target})${errorsOf(bare, full)}`,
    data: {
      name,
      cpu_ratio: ratio,
      throughput_ratio: rate(full) / rate(bare),
      relay_mb_per_second: rate(bare),
      proxy_mb_per_second: rate(full),
      errors: bare.errors + full.errors,
    },
  };
}

function added(
  measure: "p50Ms" | "p99Ms",
  bare: Measured,
  full: Measured,
  targetMs: number,
): Figure {
  const name = `poll ${measure.slice(0, 3)} at ${LATENCY_RATE_PER_SECOND}/s`;
  const differenceMs = full[measure] - bare[measure];
  return {
    name,
    relay: `${bare[measure].toFixed(2)} ms`,
    proxy: `${full[measure].toFixed(2)} ms`,
    verdict: `+${differenceMs.toFixed(2)} ms (≤ ${targetMs} ms)${errorsOf(bare, full)}`,
    data: { name, relay_ms: bare[measure], proxy_ms: full[measure], added_ms: differenceMs },
  };
}

function memory(connections: number, bare: Measured, full: Measured): Figure {
  const grownMb = (run: Measured) => (run.peakRssBytes - run.idleRssBytes) / MB;
  const name = `memory over idle, ${connections} downloads`;
  return {
    name,
    relay: `${grownMb(bare).toFixed(0)} MB`,
    proxy: `${grownMb(full).toFixed(0)} MB`,
    verdict: `(≤ 64 MB)${errorsOf(bare, full)}`,
    data: { name, relay_mb: grownMb(bare), proxy_mb: grownMb(full) },
  };
}

function events(options: BenchOptions, full: Measured): Figure {
  const name = `request events for ${options.eventsMs / 1_000} s`;
  const perSecond = (full.requests * 1_000) / full.elapsedMs;
  return {
    name,
    relay: "",
    proxy: `${perSecond.toFixed(0)}/s p99 ${full.p99Ms.toFixed(1)} ms`,
    verdict: `(${options.eventsPerSecond}/s)${errorsOf(full)}`,
    data: { name, per_second: perSecond, p99_ms: full.p99Ms, errors: full.errors },
  };
}

function errorsOf(...runs: readonly Measured[]): string {
  const errors = runs.reduce((sum, run) => sum + run.errors, 0);
  return errors === 0 ? "" : `, ${errors} errors`;
}

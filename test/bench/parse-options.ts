import { parseArgs } from "node:util";

export interface BenchOptions {
  readonly durationMs: number;
  readonly connections: number;
  readonly rounds: number;
  readonly downloadBytes: number;
  readonly parallelDownloads: number;
  readonly eventsPerSecond: number;
  readonly eventsMs: number;
  /** Clips in the history of a backtest. */
  readonly generations: number;
  readonly target: "fakes" | "server";
  readonly only: ReadonlySet<string> | null;
  readonly jsonFile: string | null;
  /** Of `pages` alone. */
  readonly dataDir: string | null;
  readonly page: string | null;
}

export const HELP = `Compares the proxy with a bare node:http + undici relay before the same simulator, in one run.

  npm run bench -- [options]

  --duration <s>      seconds per throughput run                     (5)
  --connections <n>   connections of the load                        (16)
  --rounds <n>        runs of each, of which the best counts          (2)
  --download <MB>     size of one download                           (100)
  --parallel <n>      downloads at a time for the memory figure      (50)
  --events <n>        request events per second                      (5000)
  --events-for <s>    seconds of request events; 60 is the full run  (10)
  --generations <n>   clips in the history of a backtest or of pages (1000000)
  --target <name>     fakes: the proxy with books in memory
                      server: the real server with its embedded data (fakes)
  --only <a,b>        poll, latency, create, download, memory, events (the default);
                      admissions: quota admissions beside the engine's own updates;
                      backtest: rules replayed on a year, beside reading that year alone;
                      pages: the dashboard in a browser, after npm run build, and what its panels ask
  --data-dir <dir>    pages: where their history is kept for another run; else it goes
  --page <name>       pages: only those whose name holds this
  --json <file>       also write the figures there

Ratios: relay ÷ proxy of CPU time per request (per byte for downloads), which other work on the machine does
not bend; throughput is shown beside it. The time is the event loop's thread's, for that is what one core can
carry; in brackets that of all threads of the process, with garbage collection, spool and pools.`;

/** @throws TypeError for an unknown or malformed option. */
export function parseOptions(args: readonly string[]): BenchOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", default: false },
      duration: { type: "string", default: "5" },
      connections: { type: "string", default: "16" },
      rounds: { type: "string", default: "2" },
      download: { type: "string", default: "100" },
      parallel: { type: "string", default: "50" },
      events: { type: "string", default: "5000" },
      "events-for": { type: "string", default: "10" },
      generations: { type: "string", default: "1000000" },
      target: { type: "string", default: "fakes" },
      only: { type: "string" },
      json: { type: "string" },
      "data-dir": { type: "string" },
      page: { type: "string" },
    },
  });
  if (values.help) return "help";
  const { target } = values;
  if (target !== "fakes" && target !== "server") throw new TypeError(`--target: ${target}`);
  return {
    durationMs: positive("duration", values.duration) * 1_000,
    connections: positive("connections", values.connections),
    rounds: positive("rounds", values.rounds),
    downloadBytes: positive("download", values.download) * 1_000_000,
    parallelDownloads: positive("parallel", values.parallel),
    eventsPerSecond: positive("events", values.events),
    eventsMs: positive("events-for", values["events-for"]) * 1_000,
    generations: positive("generations", values.generations),
    target,
    only: values.only === undefined ? null : new Set(values.only.split(",")),
    jsonFile: values.json ?? null,
    dataDir: values["data-dir"] ?? null,
    page: values.page ?? null,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new TypeError(`--${name}: ${text} is no number`);
  return value;
}

import type { LoadResult } from "./load.ts";
import type { BenchOptions } from "./parse-options.ts";

/** A line of the bench's table. */
export interface Figure {
  readonly name: string;
  readonly relay: string;
  readonly proxy: string;
  readonly verdict: string;
  readonly data: Readonly<Record<string, string | number>>;
}

/** A run, and what its process took for it. */
export interface Measured extends LoadResult {
  readonly cpuMs: number;
  readonly mainCpuMs: number;
  readonly idleRssBytes: number;
  readonly peakRssBytes: number;
}

export const MB = 1_000_000;
export const LATENCY_RATE_PER_SECOND = 800;

/** CPU time per request, and requests per second. */
export function byRequest(
  name: string,
  bare: Measured,
  full: Measured,
  target: number | null,
): Figure {
  const costUs = (run: Measured) => (run.mainCpuMs * 1_000) / run.requests;
  const allUs = (run: Measured) => (run.cpuMs * 1_000) / run.requests;
  const perSecond = (run: Measured) => (run.requests * 1_000) / run.elapsedMs;
  const show = (run: Measured) =>
    `${perSecond(run).toFixed(0)}/s ${costUs(run).toFixed(0)} µs (${allUs(run).toFixed(0)})`;
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
      relay_all_threads_us: allUs(bare),
      proxy_all_threads_us: allUs(full),
      proxy_p50_ms: full.p50Ms,
      proxy_p99_ms: full.p99Ms,
      errors: bare.errors + full.errors,
    },
  };
}

/** CPU time per megabyte. */
export function byByte(name: string, bare: Measured, full: Measured, target: number): Figure {
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

/** What the proxy adds to a time. */
export function added(
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

/** Memory over that of the idle process. */
export function memory(connections: number, bare: Measured, full: Measured): Figure {
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

/** Request records under a steady rate. */
export function events(options: BenchOptions, full: Measured): Figure {
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

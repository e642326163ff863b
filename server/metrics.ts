import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { RequestLog } from "../ingest/request-log.ts";

/** What became of request records, read at scrape time; null where no proxy runs. */
export type SpoolFigures = {
  readonly accepted: number;
  readonly stored: number;
  readonly dead: number;
  readonly waiting: number;
  readonly oldestAtMs: number | null;
} | null;

export interface Metrics {
  /** The same log, counting what passes. */
  measured(log: RequestLog): RequestLog;
  /** Prometheus text format. */
  render(): Promise<{ readonly type: string; readonly text: string }>;
}

const DURATION_BUCKETS_S = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120];

/** One registry for this process; nothing global. Labels hold routes and slugs, never ids or values of callers. */
export function openMetrics(live: () => SpoolFigures): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "reelmeter_" });

  const requests = new Counter({
    name: "reelmeter_proxy_requests_total",
    help: "HTTP exchanges through the proxy.",
    labelNames: ["upstream", "route", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "reelmeter_proxy_request_seconds",
    help: "First byte of the request to last byte of the answer.",
    labelNames: ["upstream", "route"],
    buckets: DURATION_BUCKETS_S,
    registers: [registry],
  });
  const spool = new Gauge({
    name: "reelmeter_request_events",
    help: "Request records by what became of them; accepted = stored + dead + waiting.",
    labelNames: ["fate"],
    registers: [registry],
    collect() {
      const figures = live();
      if (figures === null) return;
      for (const fate of ["accepted", "stored", "dead", "waiting"] as const) {
        this.set({ fate }, figures[fate]);
      }
    },
  });
  registry.registerMetric(spool);

  return {
    measured: (log) => ({
      record: (entry) => {
        const { upstream, route } = entry;
        requests.inc({ upstream, route, status: `${Math.floor(entry.status / 100)}xx` });
        durations.observe({ upstream, route }, entry.durationMs / 1000);
        log.record(entry);
      },
      overloaded: () => log.overloaded(),
    }),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

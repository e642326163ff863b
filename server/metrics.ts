import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { CallbackFigures } from "../ingest/callback-figures.ts";
import type { RequestLog } from "../ingest/request-log.ts";
import { createExchangeFigures } from "./exchange-figures.ts";

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

/** One registry for this process; nothing global. Labels hold routes and slugs, never ids or values of callers. */
export function openMetrics(live: () => SpoolFigures, callbacks: CallbackFigures): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "reelmeter_" });

  const exchanges = createExchangeFigures();
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
  const relayed = new Gauge({
    name: "reelmeter_callbacks",
    help: "Providers' calls to clients' callbacks since the start: taken, refused for their signature, delivered, tries that failed, given up.",
    labelNames: ["fate"],
    registers: [registry],
    collect() {
      this.set({ fate: "received" }, callbacks.received);
      this.set({ fate: "refused" }, callbacks.refused);
      this.set({ fate: "delivered" }, callbacks.delivered);
      this.set({ fate: "failed_try" }, callbacks.failedTries);
      this.set({ fate: "given_up" }, callbacks.gaveUp);
    },
  });
  registry.registerMetric(relayed);

  return {
    measured: (log) => ({
      record: (entry) => {
        exchanges.count(entry);
        log.record(entry);
      },
      overloaded: () => log.overloaded(),
    }),
    render: async () => ({
      type: registry.contentType,
      text: (await registry.metrics()) + exchanges.render(),
    }),
  };
}

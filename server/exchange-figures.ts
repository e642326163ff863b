import type { RequestRecord } from "../ingest/request-log.ts";

/** Counts and durations of HTTP exchanges by upstream and route, in plain numbers. */
export interface ExchangeFigures {
  count(exchange: Pick<RequestRecord, "upstream" | "route" | "status" | "durationMs">): void;
  /** Prometheus text format. */
  render(): string;
}

const BOUNDS_S = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120];
const STATUSES = ["0xx", "1xx", "2xx", "3xx", "4xx", "5xx"];

interface Series {
  readonly labels: string;
  readonly byStatus: number[];
  /** Of durations up to each bound and above the one before; the last is above all. */
  readonly buckets: number[];
  sumS: number;
}

/** Its own, because the metrics library makes a key out of the labels for every single observation. */
export function createExchangeFigures(): ExchangeFigures {
  const upstreams = new Map<string, Map<string, Series>>();

  const seriesOf = (upstream: string, route: string): Series => {
    let routes = upstreams.get(upstream);
    if (routes === undefined) upstreams.set(upstream, (routes = new Map<string, Series>()));
    let series = routes.get(route);
    if (series === undefined) {
      series = {
        labels: `upstream="${escaped(upstream)}",route="${escaped(route)}"`,
        byStatus: STATUSES.map(() => 0),
        buckets: [...BOUNDS_S, Infinity].map(() => 0),
        sumS: 0,
      };
      routes.set(route, series);
    }
    return series;
  };

  return {
    count({ upstream, route, status, durationMs }) {
      const series = seriesOf(upstream, route);
      const seconds = durationMs / 1_000;
      const above = BOUNDS_S.findIndex((bound) => seconds <= bound);
      add(series.byStatus, Math.floor(status / 100));
      add(series.buckets, above === -1 ? BOUNDS_S.length : above);
      series.sumS += seconds;
    },
    render() {
      const all = [...upstreams.values()].flatMap((routes) => [...routes.values()]);
      return [
        "# HELP reelmeter_proxy_requests_total HTTP exchanges through the proxy.",
        "# TYPE reelmeter_proxy_requests_total counter",
        ...all.flatMap(requestLines),
        "# HELP reelmeter_proxy_request_seconds First byte of the request to last byte of the answer.",
        "# TYPE reelmeter_proxy_request_seconds histogram",
        ...all.flatMap(durationLines),
        "",
      ].join("\n");
    },
  };
}

function add(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

function requestLines({ labels, byStatus }: Series): string[] {
  return STATUSES.flatMap((status, index) => {
    const count = byStatus[index] ?? 0;
    return count === 0
      ? []
      : [`reelmeter_proxy_requests_total{${labels},status="${status}"} ${count}`];
  });
}

/** Buckets add up: each counts everything up to its bound. */
function durationLines({ labels, buckets, sumS }: Series): string[] {
  const name = "reelmeter_proxy_request_seconds";
  let count = 0;
  const lines = buckets.map((own, index) => {
    count += own;
    return `${name}_bucket{le="${BOUNDS_S[index] ?? "+Inf"}",${labels}} ${count}`;
  });
  return [...lines, `${name}_sum{${labels}} ${sumS}`, `${name}_count{${labels}} ${count}`];
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

import { performance } from "node:perf_hooks";
import { Pool, type Dispatcher } from "undici";

export interface LoadResult {
  readonly requests: number;
  readonly errors: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Load {
  readonly origin: string;
  readonly connections: number;
  readonly durationMs: number;
  readonly request: Dispatcher.DispatchOptions;
  /** Requests per second over all connections; null as fast as they are answered. */
  readonly ratePerSecond: number | null;
}

/** Sends one request over and over on every connection and takes the time of each. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const pool = new Pool(load.origin, { connections: load.connections, pipelining: 1 });
  const timesMs: number[] = [];
  let errors = 0;
  let bytes = 0;
  const beganMs = performance.now();
  const endMs = beganMs + load.durationMs;

  const once = (): Promise<void> =>
    new Promise((resolve) => {
      const sentMs = performance.now();
      let status = 0;
      pool.dispatch(load.request, {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_controller, chunk) => {
          bytes += chunk.length;
        },
        onResponseEnd: () => {
          timesMs.push(performance.now() - sentMs);
          if (status >= 400) errors += 1;
          resolve();
        },
        onResponseError: () => {
          errors += 1;
          resolve();
        },
      });
    });

  const worker = async (index: number): Promise<void> => {
    const gapMs = load.ratePerSecond === null ? 0 : (1_000 * load.connections) / load.ratePerSecond;
    for (let count = 0; performance.now() < endMs; count += 1) {
      const dueMs = beganMs + (count + index / load.connections) * gapMs;
      const waitMs = dueMs - performance.now();
      if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
      await once();
    }
  };
  await Promise.all(Array.from({ length: load.connections }, (_, index) => worker(index)));
  const elapsedMs = performance.now() - beganMs;
  await pool.close();
  const sorted = Float64Array.from(timesMs).toSorted();
  return {
    requests: timesMs.length,
    errors,
    bytes,
    elapsedMs,
    p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  };
}

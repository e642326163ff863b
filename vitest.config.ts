import { defineConfig } from "vitest/config";

const TEST_TIMEOUT_MS = 10_000;
const GUARD_TIMEOUT_MS = 60_000;
const HEAVY_TIMEOUT_MS = 120_000;
const HEAVY_TEARDOWN_MS = 30_000;

/** How one project runs: `workers` files at a time, `order` after the projects of a lower order. */
interface Pace {
  readonly timeoutMs: number;
  readonly workers: number;
  readonly order: number;
}

// A heavy file starts real databases and browsers: two cores carry two of those, and a fault
// (kill -9 under load) wants the machine for itself.
const paces = {
  unit: { timeoutMs: TEST_TIMEOUT_MS, workers: 2, order: 0 },
  property: { timeoutMs: GUARD_TIMEOUT_MS, workers: 2, order: 0 },
  guards: { timeoutMs: GUARD_TIMEOUT_MS, workers: 2, order: 0 },
  integration: { timeoutMs: HEAVY_TIMEOUT_MS, workers: 2, order: 1 },
  e2e: { timeoutMs: HEAVY_TIMEOUT_MS, workers: 1, order: 2 },
  faults: { timeoutMs: HEAVY_TIMEOUT_MS, workers: 1, order: 3 },
} as const satisfies Record<string, Pace>;

/** What a page or a store comes to is waited for as long as Playwright waits. */
const POLL_TIMEOUT_MS = 15_000;

export default defineConfig({
  test: {
    expect: { poll: { timeout: POLL_TIMEOUT_MS } },
    projects: Object.entries(paces).map(([name, pace]) => ({
      extends: true as const,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
        pool: "forks" as const,
        maxWorkers: pace.workers,
        testTimeout: pace.timeoutMs,
        expect: { poll: { timeout: TEST_TIMEOUT_MS } },
        hookTimeout: pace.timeoutMs,
        teardownTimeout: HEAVY_TEARDOWN_MS,
        sequence: { groupOrder: pace.order },
      },
    })),
  },
});

import { z } from "zod";

/** The part of vitest's JSON report that is counted. */
const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** Counts of tests; a file that failed outside its tests counts as one failed test. */
export interface TestOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts vitest's JSON report. A run that ended badly without a failed test (an unhandled error,
 * a crashed worker) has one failure, so that it never looks green.
 *
 * @param json the report's text, undefined when none was written.
 * @param exitCode vitest's exit code.
 */
export function readOutcome(json: string | undefined, exitCode: number): TestOutcome {
  if (json === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const counts = report.parse(JSON.parse(json));
  const brokenFiles = counts.testResults.filter(
    (file) =>
      file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = counts.numFailedTests + brokenFiles.length;
  return {
    passed: counts.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: counts.numPendingTests + counts.numTodoTests,
  };
}

/** The run's last line: `N passed, N failed`, and `, N skipped` when any were. */
export function summaryLine(outcome: TestOutcome): string {
  const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : "";
  return `${outcome.passed} passed, ${outcome.failed} failed${skipped}`;
}

/** Whether the run is green: something passed, nothing failed and nothing was left out. */
export function isGreen(outcome: TestOutcome): boolean {
  return outcome.passed > 0 && outcome.failed === 0 && outcome.skipped === 0;
}

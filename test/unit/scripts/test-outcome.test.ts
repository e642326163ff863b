import { describe, expect, it } from "vitest";
import { isGreen, readOutcome, summaryLine } from "../../../scripts/testing/test-outcome.ts";

interface Counts {
  readonly passed?: number;
  readonly failed?: number;
  readonly pending?: number;
  readonly todo?: number;
  readonly brokenFiles?: number;
}

function report({
  passed = 0,
  failed = 0,
  pending = 0,
  todo = 0,
  brokenFiles = 0,
}: Counts): string {
  const broken = { status: "failed", assertionResults: [] };
  const failing = { status: "failed", assertionResults: [{ status: "failed" }] };
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
    testResults: [
      ...Array.from({ length: brokenFiles }, () => broken),
      ...(failed > 0 ? [failing] : []),
    ],
  });
}

describe("the outcome of a test run", () => {
  it("is green when tests passed and none failed", () => {
    const outcome = readOutcome(report({ passed: 12 }), 0);
    expect(summaryLine(outcome)).toBe("12 passed, 0 failed");
    expect(isGreen(outcome)).toBe(true);
  });

  it("counts failed tests", () => {
    const outcome = readOutcome(report({ passed: 3, failed: 2 }), 1);
    expect(summaryLine(outcome)).toBe("3 passed, 2 failed");
    expect(isGreen(outcome)).toBe(false);
  });

  it("counts a file that could not be loaded as one failure", () => {
    const outcome = readOutcome(report({ passed: 3, failed: 1, brokenFiles: 2 }), 1);
    expect(summaryLine(outcome)).toBe("3 passed, 3 failed");
  });

  it("is red when the runner ends badly although every test passed", () => {
    expect(summaryLine(readOutcome(report({ passed: 3 }), 1))).toBe("3 passed, 1 failed");
  });

  it("is red when no report was written", () => {
    expect(summaryLine(readOutcome(undefined, 0))).toBe("0 passed, 1 failed");
  });

  it("is red when nothing ran", () => {
    expect(isGreen(readOutcome(report({}), 0))).toBe(false);
  });

  it("names skipped and unwritten tests and is red for them", () => {
    const outcome = readOutcome(report({ passed: 3, pending: 1, todo: 1 }), 0);
    expect(summaryLine(outcome)).toBe("3 passed, 0 failed, 2 skipped");
    expect(isGreen(outcome)).toBe(false);
  });
});

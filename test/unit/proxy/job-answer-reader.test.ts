import { expect, it } from "vitest";
import type { KnownJob } from "../../../ingest/job-book.ts";
import { createJobAnswerReader } from "../../../ingest/proxy/job-answer-reader.ts";
import { JsonTap } from "../../../ingest/proxy/json-tap.ts";
import type { ProviderAdapter } from "../../../ingest/providers/adapter.ts";
import { xaiAdapter } from "../../../ingest/providers/xai/xai-adapter.ts";

const job: KnownJob = {
  generationId: "g",
  workspaceId: "w",
  upstreamId: "u",
  providerJobId: "job_1",
  operation: "create",
  createdAtMs: 0,
  model: "m",
  resolution: "480p",
  requestedSeconds: null,
  state: "submitted",
  progress: null,
  downloaded: false,
};

function tapped(text: string, headers: Record<string, string> = {}): JsonTap {
  const bytes = Buffer.from(text);
  const tap = JsonTap.for({ "content-length": String(bytes.length), ...headers }, 10_000);
  if (tap === null) throw new Error("the answer is not read");
  if (bytes.length > 0) tap.take(bytes);
  return tap;
}

const json = { "content-type": "application/json" };
const PENDING = '{"status":"pending","progress":5}';

it("reads an answer without a body, and without a type, by its status", () => {
  const reader = createJobAnswerReader(xaiAdapter, () => 7);
  expect(reader.read(job, "poll", 202, tapped(""))).toMatchObject({ status: "submitted" });
  expect(reader.read(job, "poll", 200, tapped(""))).toBeNull();
  expect(reader.read(job, "poll", 202, tapped(""))).toMatchObject({ status: "submitted" });
});

it("reads equal answers once, and tells when and where each was seen", () => {
  let read = 0;
  const counting: ProviderAdapter = {
    ...xaiAdapter,
    observeJob: (answer, ask) => {
      read += 1;
      return xaiAdapter.observeJob(answer, ask);
    },
  };
  let now = 1;
  const reader = createJobAnswerReader(counting, () => now);
  const other = { ...job, providerJobId: "job_2" };
  const first = reader.read(job, "poll", 202, tapped(PENDING, json));
  expect(first).toMatchObject({ status: "running", progress: 5, seenAtMs: 1, source: "poll" });
  now = 2;
  expect(reader.read(job, "worker", 202, tapped(PENDING, json))).toEqual({
    ...first,
    seenAtMs: 2,
    source: "worker",
  });
  expect(read).toBe(1);
  reader.read(other, "poll", 202, tapped(PENDING, json));
  expect(read).toBe(2);
});

it("reads an equal body anew when a header that the adapter reads is another", () => {
  const byHeader: ProviderAdapter = {
    ...xaiAdapter,
    answerHeaders: ["x-units"],
    observeJob: (answer, ask) => {
      const report = xaiAdapter.observeJob(answer, ask);
      const units = answer.header("x-units");
      if (report === null || units === null) return report;
      const billedUnits = { unit: "credit", units: BigInt(units) };
      return { ...report, observation: { ...report.observation, billedUnits } };
    },
  };
  const reader = createJobAnswerReader(byHeader, () => 1);
  const units = (headers: Record<string, string>) =>
    reader.read(job, "poll", 200, tapped('{"status":"done"}', { ...json, ...headers }))
      ?.billedUnits;
  expect(units({})).toBeNull();
  expect(units({ "x-units": "3" })).toMatchObject({ units: 3n });
  expect(units({ "x-units": "4", "x-other": "1" })).toMatchObject({ units: 4n });
});

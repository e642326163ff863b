import { describe, expect, it } from "vitest";
import type { UnknownJob } from "../../../db/postgres/unknown-jobs.ts";
import type { JobReport } from "../../../ingest/providers/adapter.ts";
import { MATCH_AFTER_MS, MATCH_BEFORE_MS, matchJobs } from "../../../ingest/settle/match-jobs.ts";
import { observation } from "../../support/books.ts";

const T = Date.UTC(2026, 10, 1);
const hash = (workspaceId: string, prompt: string): string => `${workspaceId}:${prompt}`;

function unknown(id: string, change: Partial<UnknownJob> = {}): UnknownJob {
  return {
    generationId: id,
    workspaceId: "a",
    upstreamId: "u",
    version: 1,
    createdAtMs: T,
    unknownForMs: 1_000,
    model: "sora-2",
    resolution: "1280x720",
    requestedSeconds: null,
    promptHash: hash("a", "cat"),
    refusal: null,
    ...change,
  };
}

const REFUSAL = { code: "server_error", message: "oops" };

function listed(
  id: string,
  change: Partial<JobReport> & { model?: string; size?: string } = {},
): JobReport {
  const { model = "sora-2", size = "1280x720", ...rest } = change;
  return {
    providerJobId: id,
    createdAtMs: T + 1_000,
    prompt: "cat",
    seconds: null,
    observation: observation({ model, resolution: size }),
    ...rest,
  };
}

function pairs(jobs: readonly UnknownJob[], reports: readonly JobReport[]): string[] {
  return matchJobs(jobs, reports, hash).matches.map(
    ({ job, report }) => `${job.generationId}=${report.providerJobId}`,
  );
}

describe("matching cut creates with an upstream's list", () => {
  it("gives a job to the create that was cut before the one that the upstream answered with an error", () => {
    const refused = unknown("a", { refusal: REFUSAL });
    const cut = unknown("b", { createdAtMs: T + 1_000 });
    const { matches } = matchJobs([refused, cut], [listed("video_1")], hash);
    expect(matches.map(({ job }) => job.generationId)).toEqual(["b"]);
  });

  it("pairs equal prompts one to one, oldest first, whatever the order of the list", () => {
    const jobs = [
      unknown("g2", { createdAtMs: T + 20 }),
      unknown("g1"),
      unknown("g3", { createdAtMs: T + 40 }),
    ];
    const reports = [listed("v2", { createdAtMs: T + 2_000 }), listed("v1")];
    expect(pairs(jobs, reports)).toEqual(["g1=v1", "g2=v2"]);
  });

  it("does not pair another prompt, model, resolution, workspace or time", () => {
    const job = unknown("g1");
    expect(pairs([job], [listed("v", { prompt: "dog" })])).toEqual([]);
    expect(pairs([job], [listed("v", { model: "sora-2-pro" })])).toEqual([]);
    expect(pairs([job], [listed("v", { size: "720x1280" })])).toEqual([]);
    expect(pairs([unknown("g1", { promptHash: hash("b", "cat") })], [listed("v")])).toEqual([]);
    expect(pairs([job], [listed("v", { createdAtMs: T - MATCH_BEFORE_MS - 1 })])).toEqual([]);
    expect(pairs([job], [listed("v", { createdAtMs: T + MATCH_AFTER_MS + 1 })])).toEqual([]);
  });

  it("pairs creates with jobs of the length they asked for, before any other length", () => {
    const unsent = unknown("unsent", { requestedSeconds: 12_000_000_000n });
    const sent = unknown("sent", { createdAtMs: T + 20, requestedSeconds: 4_000_000_000n });
    const short = listed("short", { seconds: 4_000_000_000n });
    expect(pairs([unsent, sent], [short])).toEqual(["sent=short"]);
    expect(pairs([unsent], [short])).toEqual(["unsent=short"]);
  });

  it("takes a dated snapshot of the model for the model", () => {
    const snapshot = listed("v", { model: "sora-2-2025-10-06" });
    expect(pairs([unknown("g1")], [snapshot])).toEqual(["g1=v"]);
  });

  it("prefers a job that says its prompt over one that doesn't", () => {
    const silent = listed("silent", { prompt: null });
    const says = listed("says", { createdAtMs: T + 5_000 });
    expect(pairs([unknown("g1")], [silent, says])).toEqual(["g1=says"]);
    expect(pairs([unknown("g1")], [silent])).toEqual(["g1=silent"]);
  });

  it("leaves a job that a create under way may own, and says that the cut create is undecided", () => {
    const underWay = unknown("live", { unknownForMs: null });
    const matching = matchJobs([unknown("cut"), underWay], [listed("v")], hash);
    expect(matching.matches).toEqual([]);
    expect([...matching.undecided]).toEqual(["cut"]);
  });

  it("pairs what a create under way can't own, for it is older than that create", () => {
    const createdAtMs = T + MATCH_BEFORE_MS + 2_000;
    const underWay = unknown("live", { unknownForMs: null, createdAtMs });
    expect(pairs([unknown("cut"), underWay], [listed("v")])).toEqual(["cut=v"]);
  });
});

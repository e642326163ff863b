import fc from "fast-check";
import { NO_PROFILE } from "../../../domain/gpu-profile.ts";
import { describe, expect, it } from "vitest";
import {
  settle,
  type JobFacts,
  type Settlement,
  type SettleRules,
} from "../../../domain/settlement.ts";
import { jobAnswer } from "../../../ingest/proxy/job-answer.ts";
import { parseJson } from "../../../ingest/proxy/json-tap.ts";
import { JsonSkeleton } from "../../../ingest/proxy/json-skeleton.ts";
import { ADAPTERS } from "../../../ingest/providers/registry.ts";
import { BLOCKING_FIXTURES } from "../../support/provider-fixtures/blocking-fixtures.ts";

const T0 = Date.UTC(2026, 10, 22, 12);
const OWN = "own_1";

const cases = BLOCKING_FIXTURES.flatMap((fixture) =>
  fixture.stories.map((story) => ({ fixture, story, name: `${fixture.provider}: ${story.name}` })),
);

describe("the answer of a create that ends with its clip", () => {
  it.each(cases)("leads to one outcome, however often it is seen: $name", ({ fixture, story }) => {
    const adapter = ADAPTERS.find((each) => each.provider === fixture.provider);
    if (adapter === undefined) throw new Error(`no adapter ${fixture.provider}`);
    const rules: SettleRules = {
      prices: [],
      dedicated: { type: "H100", countNano: 1_000_000_000n, usdPerHourNano: 3_600_000_000n },
      profile: NO_PROFILE,
      billsOutcome: (state, seen) => adapter.billsOutcome(state, seen),
      lengthAsAsked: adapter.lengthAsAsked,
      reportingCurrency: "USD",
    };
    const plain = Buffer.from(story.answer.text);
    const skeleton = new JsonSkeleton(10_000);
    skeleton.write(plain);
    const fold = (times: readonly number[]): JobFacts => {
      let job = FRESH;
      for (const ms of times) {
        const text = ms % 2 === 0 ? plain : skeleton.text();
        const answer = jobAnswer({ status: 200, headers: {}, json: parseJson(text), plain: text });
        const ask = { jobId: null, ownId: OWN, source: "create", seenAtMs: T0 + ms } as const;
        const report = adapter.observeJob(answer, ask);
        if (report === null) throw new Error("the answer says nothing");
        expect(report.providerJobId).toBe(OWN);
        expect(report.holdsClip).toBe(story.holdsClip);
        const settled = settle(job, report.observation, rules);
        if (settled.kind === "final") job = ended(job, settled);
        else expect(settled.kind).toBe("unchanged");
      }
      return job;
    };
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), fc.array(fc.nat({ max: 10_000 })), (first, more) => {
        const once = fold([first]);
        expect(once.state).toBe(story.state);
        expect(fold([first, ...more])).toEqual(once);
      }),
      { numRuns: 40 },
    );
  });

  it.each(BLOCKING_FIXTURES)("says nothing about a job of another ask: $provider", (fixture) => {
    const adapter = ADAPTERS.find((each) => each.provider === fixture.provider);
    const plain = Buffer.from(fixture.stories[0].answer.text);
    const answer = jobAnswer({ status: 200, headers: {}, json: parseJson(plain), plain });
    const ask = { jobId: "other", source: "poll", seenAtMs: T0 } as const;
    expect(adapter?.observeJob(answer, ask)).toBeNull();
  });
});

function ended(job: JobFacts, settled: Extract<Settlement, { kind: "final" }>): JobFacts {
  return { ...job, state: settled.state, ...settled.outcome };
}

const FRESH: JobFacts = {
  state: "held",
  provider: "own",
  model: "m",
  createdAtMs: T0,
  submittedAtMs: T0,
  startedAtMs: T0,
  progress: null,
  requestedSeconds: 4_000_000_000n,
  dimensions: {},
  cost: { basis: "unpriced", reason: "units_unknown" },
  gpu: null,
  videoSeconds: null,
  finishedAtMs: null,
};

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PRICE_LISTS, rowsOfListed } from "../../../db/postgres/management/shipped-prices.ts";
import { priceVersion } from "../../../db/postgres/price-version.ts";
import { isFinal } from "../../../domain/lifecycle.ts";
import { NO_PROFILE } from "../../../domain/gpu-profile.ts";
import { parseNano } from "../../../domain/money.ts";
import type { PriceVersion } from "../../../domain/pricing.ts";
import { settle, type JobFacts, type SettleRules } from "../../../domain/settlement.ts";
import { wantedFields } from "../../../ingest/proxy/field-reader.ts";
import { jobAnswer } from "../../../ingest/proxy/job-answer.ts";
import { JsonFields } from "../../../ingest/proxy/json-fields.ts";
import { parseJson } from "../../../ingest/proxy/json-tap.ts";
import { DEFAULT_PROXY_LIMITS } from "../../../ingest/proxy/proxy-limits.ts";
import type { CreateFields, ProviderAdapter } from "../../../ingest/providers/adapter.ts";
import { priceRecord } from "../../support/price-records.ts";
import type {
  ProviderFixture,
  WireAnswer,
} from "../../support/provider-fixtures/provider-fixture.ts";
import { OWN_PRICES } from "../../support/provider-fixtures/own-prices.ts";
import { adapterOfFixture } from "../../support/provider-fixtures/wire-fixtures.ts";
import { PROVIDER_FIXTURES } from "../../support/provider-fixtures/provider-fixtures.ts";

const T0 = Date.UTC(2026, 10, 22, 12);
const ID = "job_1";
const ORIGIN = "https://upstream.example";

const cases = PROVIDER_FIXTURES.flatMap((fixture) =>
  fixture.stories.map((story) => ({
    fixture,
    story,
    name: `${fixture.provider} ${fixture.api ?? ""}: ${story.name}`,
  })),
);

describe("the answers about one job", () => {
  it.each(cases)("lead to one outcome in any order, any number: $name", ({ fixture, story }) => {
    const adapter = adapterOfFixture(fixture);
    const fresh = freshJob(fixture, adapter);
    const rules: SettleRules = {
      prices: pricesOf(fixture).filter(({ model }) => model === fresh.model || model === "*"),
      dedicated: null,
      profile: NO_PROFILE,
      billsOutcome: (state, seen) => adapter.billsOutcome(state, seen),
      lengthAsAsked: adapter.lengthAsAsked,
      reportingCurrency: "USD",
    };
    const jobId = fixture.jobId?.(ID) ?? ID;
    const answers = story.polls(ID, ORIGIN);
    const fold = (order: readonly number[]): JobFacts =>
      order.reduce<JobFacts>((job, index, turn) => {
        const answer = answers[index];
        const ask = { jobId, source: "poll", seenAtMs: T0 + 1_000 * (turn + 1) } as const;
        const report = answer === undefined ? null : adapter.observeJob(read(answer), ask);
        if (report === null) throw new Error("an answer says nothing");
        expect(report.providerJobId).toBe(jobId);
        return apply(job, settle(job, report.observation, rules));
      }, fresh);

    const end = answers.length - 1;
    const straight = outcomeOf(fold(answers.map((_, index) => index)));
    expect(straight).toMatchObject({
      state: story.state,
      basis: story.basis,
      amount: parseNano(story.cost),
    });
    fc.assert(
      fc.property(fc.array(fc.nat({ max: end }), { maxLength: 8 }), (order) => {
        expect(outcomeOf(fold([...order, end]))).toEqual(straight);
        expect(outcomeOf(fold([...order, end, ...order, end]))).toEqual(straight);
      }),
      { numRuns: 60 },
    );
  });
});

function freshJob(fixture: ProviderFixture, adapter: ProviderAdapter): JobFacts {
  const fields = fieldsOf(fixture.createBody, adapter);
  const { route, pathParams } = fixture.createRoute ?? {
    route: fixture.createPath,
    pathParams: {},
  };
  const baseUrl = new URL(fixture.baseUrl ?? ORIGIN);
  const call = { operation: "create", route, pathParams, baseUrl, fields } as const;
  const intent = adapter.admit(call, null);
  return {
    state: "submitted",
    provider: adapter.provider,
    model: intent.model,
    createdAtMs: T0,
    submittedAtMs: T0 + 10,
    startedAtMs: null,
    progress: null,
    requestedSeconds: intent.requestedSeconds,
    dimensions: intent.dimensions,
    cost: { basis: "unpriced", reason: "units_unknown" },
    gpu: null,
    videoSeconds: null,
    finishedAtMs: null,
  };
}

/** The prices that ship, and those of operators. */
function pricesOf({ provider, ownPrices = [] }: ProviderFixture): readonly PriceVersion[] {
  const ever = { validFrom: new Date(0), createdAt: new Date(0) };
  const ofOperators = OWN_PRICES.filter((price) => price.provider === provider);
  const own = [...ofOperators, ...ownPrices].flatMap(
    ({ conditions = {}, ...price }) =>
      priceVersion(priceRecord({ ...price, provider, conditions, ...ever })) ?? [],
  );
  const shipped = PRICE_LISTS.filter((list) => list.provider === provider)
    .flatMap((list) => list.prices.flatMap((price) => rowsOfListed(list, price)))
    .flatMap(({ validTo = null, minimumUnits = null, book = null, ...row }) => {
      const unsaid = { workspaceId: null, source: null, confidence: null };
      const own = { validTo, minimumUnits, book, ...unsaid, ...ever };
      return priceVersion(priceRecord({ ...row, ...own })) ?? [];
    });
  return [...own, ...shipped];
}

function read({ status, text, headers = {} }: WireAnswer) {
  const plain = Buffer.from(text);
  return jobAnswer({ status, headers, json: parseJson(plain), plain });
}

function apply(job: JobFacts, settlement: ReturnType<typeof settle>): JobFacts {
  switch (settlement.kind) {
    case "unchanged":
    case "contradiction":
      return job;
    case "progress": {
      const { state, startedAtMs, progress } = settlement;
      return { ...job, state, startedAtMs, progress };
    }
    case "final":
    case "correction":
      return { ...job, state: settlement.state, ...settlement.outcome };
    case "lost":
      return { ...job, state: "lost" };
  }
}

/** What is owed and why; when it began is known better to whoever saw it run. */
function outcomeOf({ state, cost, videoSeconds }: JobFacts) {
  expect(isFinal(state)).toBe(true);
  if (cost.basis === "unpriced") return { state, basis: cost.basis, videoSeconds };
  const { basis, amount, calculation } = cost;
  return { state, basis, amount, calculation, videoSeconds };
}

/** A body's fields as the proxy reads them. */
function fieldsOf(body: object, adapter: ProviderAdapter): CreateFields {
  const reader = new JsonFields(wantedFields(adapter, DEFAULT_PROXY_LIMITS));
  reader.write(Buffer.from(JSON.stringify(body)));
  return reader.end();
}

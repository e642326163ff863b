import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlannedHold } from "../../../domain/quota/plan-holds.ts";
import { openJobBook } from "../../../ingest/settle/open-job-book.ts";
import { foldObservation } from "../../../ingest/settle/fold-observation.ts";
import { MISSING_RULES } from "../../../ingest/settle/decide-observation.ts";
import { POLL_SCHEDULE } from "../../../ingest/settle/poll-schedule.ts";
import { observation, openBooks, type Books } from "../../support/books.ts";
import { familyOfRule, plannedHold } from "../../support/planned-hold.ts";
import { POSTGRES_KINDS, withPostgres, type PostgresServer } from "../../support/postgres.ts";

describe.each(POSTGRES_KINDS)("the job book on %s", (kind) => {
  let server: PostgresServer;
  let books: Books;
  beforeAll(async () => {
    server = await withPostgres(kind);
    books = await openBooks(server);
  });
  afterAll(async () => {
    await books.close();
    await server.close();
  });

  it("writes the row before the create is forwarded, and nothing twice for the same generation", async () => {
    const job = books.newJob();
    expect(await books.book.admit(job, [])).toMatchObject({ kind: "admitted" });
    expect(await books.book.admit(job, [])).toMatchObject({ kind: "admitted" });
    expect(await books.row(job.generationId)).toMatchObject({
      state: "held",
      version: 1,
      outcome_unknown: true,
      provider_job_id: null,
      estimate: "0.800000000",
      cost: "0.800000000",
      cost_basis: "estimate",
      user_id: "u_1",
      requested_seconds: "8.000",
      tags: { team: "a" },
    });
  });

  it("grants exactly ten of forty racing admissions on a limit of ten", async () => {
    const ruleId = randomUUID();
    const jobs = Array.from({ length: 40 }, () => books.newJob());
    const results = await Promise.all(
      jobs.map((job) => books.book.admit(job, [plannedHold(ruleId, 10_000_000_000n)])),
    );
    expect(results.filter((result) => result.kind === "admitted")).toHaveLength(10);
    expect(results.find((result) => result.kind === "refused")).toEqual({
      kind: "refused",
      hold: plannedHold(ruleId, 10_000_000_000n),
      used: 0n,
      held: 10_000_000_000n,
      limit: 10_000_000_000n,
      amount: 1_000_000_000n,
      freesAtMs: null,
    });
    expect(await books.count(`holds where rule_id = '${ruleId}'`)).toBe(10);
    expect(await books.count(`jobs where generation_id in (${ids(jobs)})`)).toBe(10);
  });

  it("writes nothing when the second of two holds does not fit", async () => {
    const [roomy, full] = [randomUUID(), randomUUID()].toSorted();
    const job = books.newJob();
    const result = await books.book.admit(job, [
      plannedHold(full ?? "", 500_000_000n),
      plannedHold(roomy ?? "", 5_000_000_000n),
    ]);
    expect(result).toMatchObject({ kind: "refused", hold: { binding: { ruleId: full } } });
    expect(await books.count(`jobs where generation_id = '${job.generationId}'`)).toBe(0);
    expect(await buckets(books, [roomy ?? "", full ?? ""])).toEqual({
      [roomy ?? ""]: { used: "0.000000000", held: "0.000000000" },
      [full ?? ""]: { used: "0.000000000", held: "0.000000000" },
    });
  });

  it("books an accepted create with its provider id, its outbox row and a poll to come", async () => {
    const job = books.newJob();
    await books.book.admit(job, []);
    const known = await books.book.accepted(job, `video_${job.generationId}`, observation());
    expect(known).toMatchObject({ generationId: job.generationId, state: "submitted" });
    const row = await books.row(job.generationId);
    expect(row).toMatchObject({ state: "submitted", version: 2, outcome_unknown: false });
    expect(row["next_poll_at"]).not.toBeNull();
    expect(await outboxOf(books, job.generationId)).toMatchObject([
      { version: 2, payload: { state: "submitted", cost: "0.800000000", estimate: "0.800000000" } },
    ]);
  });

  it("settles once when a client's poll, a webhook and the worker see the end together", async () => {
    const { job, known } = await submitted(books, [plannedHold(randomUUID(), 9_000_000_000n)]);
    const other = openJobBook({ ...books.deps, instanceId: randomUUID() });
    const same = await other.find(job.workspaceId, job.upstreamId, known.providerJobId);
    expect(same).toMatchObject({ generationId: job.generationId });
    const seen = observation({
      status: "succeeded",
      finishedAtMs: job.createdAtMs + 60_000,
      videoSeconds: 8_000_000_000n,
    });
    const deps = { ...books.deps, schedule: POLL_SCHEDULE, missing: MISSING_RULES };
    await Promise.all([
      books.book.observe(known, seen),
      same === null ? null : other.observe(same, { ...seen, source: "webhook" }),
      foldObservation(deps, job.generationId, { ...seen, source: "worker" }),
      foldObservation(deps, job.generationId, { ...seen, source: "worker" }),
    ]);
    expect(await books.row(job.generationId)).toMatchObject({
      state: "succeeded",
      version: 3,
      cost: "0.800000000",
      cost_basis: "rate_card",
      video_seconds: "8.000",
      next_poll_at: null,
    });
    expect((await outboxOf(books, job.generationId)).map((row) => row["version"])).toEqual([2, 3]);
    await other.close();
  });

  it("captures what the clip took and gives the rest of the hold back", async () => {
    const rules = { cost: randomUUID(), seconds: randomUUID(), flight: randomUUID() };
    const limit = 100_000_000_000n;
    const { known } = await submitted(books, [
      plannedHold(rules.cost, limit, { metric: "cost", amount: 2_000_000_000n }),
      plannedHold(rules.seconds, limit, { metric: "video_seconds", amount: 12_000_000_000n }),
      plannedHold(rules.flight, limit, { metric: "in_flight" }),
    ]);
    await books.book.observe(
      known,
      observation({ status: "succeeded", videoSeconds: 8_000_000_000n }),
    );
    expect(await buckets(books, Object.values(rules))).toEqual({
      [rules.cost]: { used: "0.800000000", held: "0.000000000" },
      [rules.seconds]: { used: "8.000000000", held: "0.000000000" },
      [rules.flight]: { used: "0.000000000", held: "0.000000000" },
    });
  });

  it("charges nothing for a failed clip and gives its whole hold back", async () => {
    const ruleId = randomUUID();
    const { job, known } = await submitted(books, [plannedHold(ruleId, 10_000_000_000n)]);
    await books.book.observe(
      known,
      observation({
        status: "failed",
        failure: { kind: "provider_error", code: "generation_failed", message: "no luck" },
      }),
    );
    expect(await books.row(job.generationId)).toMatchObject({
      state: "failed",
      cost: "0.000000000",
      failure_kind: "provider_error",
      failure_code: "generation_failed",
    });
    expect(await buckets(books, [ruleId])).toEqual({
      [ruleId]: { used: "0.000000000", held: "0.000000000" },
    });
  });

  it("keeps a known outcome whatever is seen later, and takes a better fact as a new version", async () => {
    const { job, known } = await submitted(books);
    const end = observation({
      status: "succeeded",
      finishedAtMs: job.createdAtMs + 60_000,
      videoSeconds: 8_000_000_000n,
    });
    await books.book.observe(known, end);
    await books.book.observe(known, observation({ status: "running", progress: 50 }));
    await books.book.observe(known, observation({ status: "failed" }));
    await books.book.observe(known, observation({ status: "unknown_job" }));
    await books.book.observe(known, observation({ status: "deleted" }));
    expect(await books.row(job.generationId)).toMatchObject({ state: "succeeded", version: 3 });
    await books.book.observe(known, { ...end, gpuMs: 42_000 });
    await books.book.observe(known, { ...end, gpuMs: 42_000 });
    await books.book.downloaded(known, Date.now());
    await books.book.downloaded(known, Date.now());
    const row = await books.row(job.generationId);
    expect(row).toMatchObject({ version: 5, gpu_ms: "42000", gpu_basis: "reported" });
    expect(row["first_downloaded_at"]).not.toBeNull();
  });

  it("releases the hold of a create that the upstream refused, at a cost of nothing", async () => {
    const ruleId = randomUUID();
    const job = books.newJob();
    await books.book.admit(job, [plannedHold(ruleId, 10_000_000_000n)]);
    const failure = { kind: "rejected", code: "invalid_size", message: "no such size" } as const;
    await books.book.refusedUpstream(job.generationId, failure);
    await books.book.refusedUpstream(job.generationId, failure);
    expect(await books.row(job.generationId)).toMatchObject({
      state: "failed",
      version: 2,
      cost: "0.000000000",
      currency: "USD",
      failure_kind: "rejected",
      outcome_unknown: false,
    });
    expect(await buckets(books, [ruleId])).toEqual({
      [ruleId]: { used: "0.000000000", held: "0.000000000" },
    });
  });

  it("counts a job lost only after several answers that don't know it over a while, and keeps its hold", async () => {
    const ruleId = randomUUID();
    const { job } = await submitted(books, [plannedHold(ruleId, 10_000_000_000n)]);
    const deps = { ...books.deps, schedule: POLL_SCHEDULE, missing: MISSING_RULES };
    const missingAt = (seconds: number) =>
      foldObservation(
        deps,
        job.generationId,
        observation({ status: "unknown_job", seenAtMs: job.createdAtMs + seconds * 1_000 }),
      );
    await missingAt(0);
    await missingAt(1);
    await missingAt(2);
    expect(await books.row(job.generationId)).toMatchObject({ state: "submitted" });
    await missingAt(61);
    expect(await books.row(job.generationId)).toMatchObject({
      state: "lost",
      failure_kind: "unknown_outcome",
      next_poll_at: null,
    });
    expect(await buckets(books, [ruleId])).toEqual({
      [ruleId]: { used: "0.000000000", held: "1.000000000" },
    });
    await foldObservation(deps, job.generationId, observation({ status: "running" }));
    expect(await books.row(job.generationId)).toMatchObject({ state: "running", lost_at: null });
  });

  it("answers the same for another workspace's job as for one that does not exist", async () => {
    const { known } = await submitted(books);
    const { upstreamId, workspaceId } = known;
    expect(await books.book.find("another", upstreamId, known.providerJobId)).toBeNull();
    expect(await books.book.find(workspaceId, upstreamId, "video_none")).toBeNull();
    const many = await books.book.findMany(workspaceId, upstreamId, [
      "video_none",
      known.providerJobId,
    ]);
    expect([...many.keys()]).toEqual([known.providerJobId]);
  });

  it("costs no write to see the same answer again", async () => {
    const { job, known } = await submitted(books);
    await books.book.observe(known, observation({ status: "running", progress: 10 }));
    const before = await books.row(job.generationId);
    for (let progress = 10; progress < 60; progress += 1) {
      await books.book.observe(known, observation({ status: "running", progress }));
    }
    expect(await books.row(job.generationId)).toMatchObject({ version: before["version"] });
    expect(known.progress).toBe(59);
    await books.book.drain();
  });
});

async function submitted(books: Books, holds: readonly PlannedHold[] = []) {
  const job = books.newJob();
  expect(await books.book.admit(job, holds)).toMatchObject({ kind: "admitted" });
  const known = await books.book.accepted(job, `video_${job.generationId}`, observation());
  return { job, known };
}

async function outboxOf(books: Books, generationId: string): Promise<Record<string, unknown>[]> {
  const rows = await books.pg.sql`
    select version, payload from outbox where entity_id = ${generationId} order by id`;
  return rows.map((row) => ({ ...row }));
}

async function buckets(books: Books, ruleIds: readonly string[]) {
  const families = new Map(ruleIds.map((ruleId) => [familyOfRule(ruleId), ruleId]));
  const rows = await books.pg.sql<{ family: string; used: string; held: string }[]>`
    select family, used, held from quota_buckets where family in ${books.pg.sql([...families.keys()])}`;
  return Object.fromEntries(
    rows.map(({ family, used, held }) => [families.get(family), { used, held }]),
  );
}

function ids(jobs: readonly { readonly generationId: string }[]): string {
  return jobs.map((job) => `'${job.generationId}'`).join(", ");
}

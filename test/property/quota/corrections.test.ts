import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readBooks } from "../../../db/postgres/management/books.ts";
import type { PlannedHold } from "../../../domain/quota/plan-holds.ts";
import type { KnownJob } from "../../../ingest/job-book.ts";
import { observation, openBooks, type Books } from "../../support/books.ts";
import { familyOfRule, plannedHold } from "../../support/planned-hold.ts";
import { POSTGRES_KINDS, withPostgres, type PostgresServer } from "../../support/postgres.ts";

const USD = 1_000_000_000n;

/** Costs that an upstream corrects after others were let in on what they left. */
describe.each(POSTGRES_KINDS)("a cost that is corrected upwards, on %s", (kind) => {
  let server: PostgresServer;
  let books: Books;
  let ruleId: string;
  beforeAll(async () => {
    server = await withPostgres(kind);
    books = await openBooks(server);
  });
  afterAll(async () => {
    await books.close();
    await server.close();
  });
  beforeEach(() => (ruleId = randomUUID()));

  it("is noted as an overrun where its window has been filled meanwhile", async () => {
    const hold = plannedHold(ruleId, 10n * USD, { metric: "cost", amount: 6n * USD });
    const first = await create(hold);
    await costs(first, 2n * USD);
    await create({ ...hold, amount: 8n * USD });
    await costs(first, 6n * USD);
    expect(await bucket()).toEqual({
      used: "6.000000000",
      held: "8.000000000",
      overrun: "4.000000000",
    });
    await audited();
  });

  it("takes no more from a grant than others have left there, and the rest from the window", async () => {
    await give("3");
    const hold = plannedHold(ruleId, 5n * USD, {
      metric: "cost",
      amount: 8n * USD,
      grantUser: "u_1",
    });
    // Five of the window and three of the grant; in the end four, so that the grant is free again.
    const first = await create(hold);
    await costs(first, 4n * USD);
    await create({ ...hold, amount: 3n * USD });
    expect(await grants()).toEqual([{ used: "0.000000000", held: "2.000000000" }]);
    await costs(first, 8n * USD);
    expect(await grants()).toEqual([{ used: "1.000000000", held: "2.000000000" }]);
    expect(await bucket()).toEqual({
      used: "7.000000000",
      held: "1.000000000",
      overrun: "3.000000000",
    });
    await audited();
  });

  async function create(hold: PlannedHold): Promise<KnownJob> {
    const job = books.newJob();
    expect(await books.book.admit(job, [hold])).toMatchObject({ kind: "admitted" });
    return books.book.accepted(job, randomUUID(), observation());
  }

  function costs(known: KnownJob, amount: bigint): Promise<void> {
    const reportedCost = { amount, currency: "USD" };
    return books.book.observe(known, observation({ status: "succeeded", reportedCost }));
  }

  async function give(amount: string): Promise<void> {
    await books.pg.sql`
      insert into grants (id, workspace_id, user_id, metric, amount, expires_at, reason, created_by)
      values (${randomUUID()}, ${books.workspaceId}, 'u_1', 'cost', ${amount}, now() + interval '1 day', 'Test', 'test')`;
  }

  async function bucket() {
    const [row] = await books.pg.sql`
      select used, held, overrun from quota_buckets where family = ${familyOfRule(ruleId)}`;
    return { ...row };
  }

  async function grants() {
    const rows = await books.pg.sql`select used, held from grants`;
    return rows.map((row) => ({ ...row }));
  }

  async function audited(): Promise<void> {
    const all = { from: new Date(0), to: new Date("2100-01-01") };
    expect(await readBooks(books.pg.drizzle, books.workspaceId, all)).toMatchObject({
      unequalBuckets: 0,
      overfullBuckets: 0,
      unequalGrants: 0,
    });
  }
});

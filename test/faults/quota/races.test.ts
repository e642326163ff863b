import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { admitGenerations, type WantedGeneration } from "../../../db/postgres/admit-generations.ts";
import { openPostgres, type Postgres } from "../../../db/postgres/client.ts";
import type { PlannedHold } from "../../../domain/quota/plan-holds.ts";
import { BooksUnavailableError, type NewJob } from "../../../ingest/job-book.ts";
import { newJobRow, wantedHold } from "../../../ingest/settle/new-job-row.ts";
import { openJobBook } from "../../../ingest/settle/open-job-book.ts";
import { openBooks, type Books } from "../../support/books.ts";
import { plannedHold } from "../../support/planned-hold.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

const WAIT = { timeout: 30_000, interval: 5 };
const ONE = 1_000_000_000n;

describe("admissions that meet in nothing but", () => {
  let server: PostgresServer;
  let books: Books;
  /** A pool beside the books' own: the other process. */
  let other: Postgres;
  beforeAll(async () => {
    server = await withPostgres("server");
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    books = await openBooks(server);
    other = openPostgres(server.lastOptions());
  });
  afterEach(async () => {
    await other.close();
    await books.close();
  });

  const wanted = (job: NewJob, holds: readonly PlannedHold[]): WantedGeneration => ({
    job: newJobRow(job, randomUUID()),
    holds: holds.map(wantedHold),
    idempotency: null,
  });
  const claimed = (want: WantedGeneration, key: string): WantedGeneration => ({
    ...want,
    idempotency: { scope: "openai", key, body_sha256: "00" },
  });
  const byUser = (user: string) => {
    const job = books.newJob();
    return { ...job, attribution: { ...job.attribution, user } };
  };
  const waitingForLocks = () => books.count("pg_stat_activity where wait_event_type = 'Lock'");

  /** Holds an idempotency key that is not committed: whoever claims it waits, in the middle of a batch. */
  async function holdKey(key: string): Promise<{ letGo(): Promise<void> }> {
    const [letGo, held] = [latch(), latch()];
    const transaction = books.pg.sql
      .begin(async (tx) => {
        await tx`insert into idempotency_keys (workspace_id, scope, key, body_sha256, generation_id)
          values (${books.workspaceId}, 'openai', ${key}, '\\x00', ${randomUUID()})`;
        held.open();
        await letGo.opened;
        throw new RolledBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
    await held.opened;
    return {
      async letGo() {
        letGo.open();
        await transaction;
      },
    };
  }

  it("a grant that was given in the middle draw it once", async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    /** Nothing fits: all of it is the grant's to pay. */
    const inVain = (ruleId: string) => plannedHold(ruleId, 0n, { grantUser: "u_1" });
    const [first, second] = [await holdKey("a"), await holdKey("b")];
    // One waits after it has locked what it will look at, and before it looks at grants.
    const early = admitGenerations(books.pg, [
      claimed(wanted(books.newJob(), []), "a"),
      claimed(wanted(books.newJob(), [inVain(one)]), "z"),
    ]);
    await expect.poll(waitingForLocks, WAIT).toBe(1);
    await books.pg.sql`
      insert into grants (id, workspace_id, user_id, metric, amount, expires_at, reason, created_by)
      values (${randomUUID()}, ${books.workspaceId}, 'u_1', 'generations', 1, now() + interval '1 day', 'Test', 'test')`;
    // The other has drawn the grant and is not committed when the first one comes to look.
    const late = admitGenerations(other, [
      claimed(wanted(books.newJob(), [inVain(two)]), "aa"),
      claimed(wanted(books.newJob(), []), "b"),
    ]);
    await expect.poll(waitingForLocks, WAIT).toBe(2);
    await first.letGo();
    await expect.poll(waitingForLocks, WAIT).toBe(1);
    await second.letGo();
    const kinds = [await early, await late].flat().map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["admitted", "admitted", "admitted", "refused"]);
    expect(await books.pg.sql`select amount, used, held from grants`).toEqual([
      { amount: "1.000000000", used: "0.000000000", held: "1.000000000" },
    ]);
  });

  it("the hits of two users don't wait for each other", async () => {
    const ruleId = randomUUID();
    const full = (user: string, feature: string) =>
      wanted(byUser(user), [
        plannedHold(ruleId, 0n, { subject: `feature=${feature}&user=${user}` }),
      ]);
    const [first, second] = [await holdKey("m"), await holdKey("n")];
    const there = admitGenerations(books.pg, [
      claimed(full("u_1", "remix"), "a"),
      claimed(wanted(books.newJob(), []), "m"),
      claimed(full("u_2", "remix"), "z"),
    ]);
    const back = admitGenerations(other, [
      claimed(full("u_2", "story"), "a"),
      claimed(wanted(books.newJob(), []), "n"),
      claimed(full("u_1", "story"), "z"),
    ]);
    await expect.poll(waitingForLocks, WAIT).toBe(2);
    await Promise.all([first.letGo(), second.letGo()]);
    const kinds = [await there, await back].map((answers) => answers.map(({ kind }) => kind));
    expect(kinds).toEqual([
      ["refused", "admitted", "refused"],
      ["refused", "admitted", "refused"],
    ]);
    expect(await books.pg.sql`select user_id, hits from quota_hits order by user_id`).toEqual([
      { user_id: "u_1", hits: "2" },
      { user_id: "u_2", hits: "2" },
    ]);
  });

  it("the wait for one bucket hold nothing once their callers were told 503", async () => {
    const hold = plannedHold(randomUUID(), 10n * ONE);
    await books.book.admit(books.newJob(), [hold]);
    const book = openJobBook({
      ...books.deps,
      pg: other,
      instanceId: randomUUID(),
      admissionLanes: 1,
      admitTimeoutMs: 100,
      withdrawAfterMs: 2_000,
    });
    const [locked, letGo] = [latch(), latch()];
    const lock = books.pg.sql.begin(async (tx) => {
      await tx`select 1 from quota_buckets where family = ${hold.family} for update`;
      locked.open();
      await letGo.opened;
    });
    await locked.opened;
    const jobs = Array.from({ length: 5 }, () => books.newJob());
    const answers = await Promise.allSettled(jobs.map((job) => book.admit(job, [hold])));
    for (const answer of answers) {
      expect(answer).toMatchObject({ reason: expect.any(BooksUnavailableError) });
    }
    letGo.open();
    await lock;
    // Whoever asks next stands behind them all.
    await expect
      .poll(() => book.admit(books.newJob(), [hold]).catch(String), WAIT)
      .toMatchObject({ kind: "admitted" });
    const ids = jobs.map(({ generationId }) => `'${generationId}'`).join(", ");
    const booked = () => books.count(`jobs where generation_id in (${ids})`);
    // The one that Postgres was asked about already is taken back in the end; the others were never written.
    expect(await booked()).toBeLessThanOrEqual(1);
    await expect.poll(booked, WAIT).toBe(0);
    await book.close();
  });
});

function latch(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

class RolledBack extends Error {
  override readonly name = "RolledBack";
}

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bumpConfigRevision } from "../../../db/postgres/bump-revision.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
import { clearDirty, markDirty, nextDirty } from "../../../db/postgres/dirty-days.ts";
import { readConfigRevision } from "../../../db/postgres/directory-rows.ts";
import { enqueueRevenue } from "../../../db/postgres/enqueue-revenue.ts";
import { acquireLease, releaseLease } from "../../../db/postgres/leases.ts";
import { buryRows, finishBatch, takeBatch } from "../../../db/postgres/outbox.ts";
import { isOwnedObject, rememberOwnedObject } from "../../../db/postgres/owned-objects.ts";
import { releaseLost } from "../../../db/postgres/release-lost.ts";
import { purgeIdempotencyKeys } from "../../../db/postgres/retention.ts";
import { revenueEntries } from "../../../db/postgres/schema/gateway.ts";
import { observation, openBooks } from "../../support/books.ts";
import { familyOfRule, plannedHold } from "../../support/planned-hold.ts";
import { POSTGRES_KINDS, withPostgres, type PostgresServer } from "../../support/postgres.ts";

describe.each(POSTGRES_KINDS)("repositories on %s", (kind) => {
  let server: PostgresServer;
  let pg: Postgres;
  beforeAll(async () => {
    server = await withPostgres(kind);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    pg = await server.database();
  });

  it("gives a piece of work to one owner at a time, until it is released or has ended", async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    expect(await acquireLease(pg, "outbox", a, 60_000)).toBe(true);
    expect(await acquireLease(pg, "outbox", b, 60_000)).toBe(false);
    expect(await acquireLease(pg, "outbox", a, 60_000)).toBe(true);
    await releaseLease(pg, "outbox", b);
    expect(await acquireLease(pg, "outbox", b, 60_000)).toBe(false);
    await releaseLease(pg, "outbox", a);
    expect(await acquireLease(pg, "outbox", b, 60_000)).toBe(true);
    await pg.sql`update work_leases set until = now() - interval '1 second'`;
    expect(await acquireLease(pg, "outbox", a, 60_000)).toBe(true);
  });

  it("keeps a day dirty when it was marked again after it was read", async () => {
    await markDirty(pg, ["2026-11-02", "2026-11-01", "2026-11-01"]);
    const read = await nextDirty(pg);
    expect(read).toEqual({ day: "2026-11-01", revision: 1n });
    await markDirty(pg, ["2026-11-01"]);
    expect(await clearDirty(pg, "2026-11-01", 1n)).toBe(false);
    expect(await clearDirty(pg, "2026-11-01", 2n)).toBe(true);
    expect(await nextDirty(pg)).toMatchObject({ day: "2026-11-02" });
  });

  it("hands the same outbox batch out again, unchanged and in order, until it is finished", async () => {
    for (let version = 1; version <= 5; version += 1) await putRow(pg, "generation", version);
    await putRow(pg, "revenue", 1);
    const id = randomUUID();
    const batch = await takeBatch(pg, 3, id);
    expect(batch?.batchId).toBe(id);
    expect(batch?.topic).toBe("generation");
    expect(batch?.rows.map((row) => row.version)).toEqual([1, 2, 3]);
    await putRow(pg, "generation", 6);
    expect(await takeBatch(pg, 100, randomUUID())).toEqual(batch);
    await finishBatch(pg, id, ["2026-11-01"]);
    expect(await nextDirty(pg)).toMatchObject({ day: "2026-11-01" });
    const next = await takeBatch(pg, 100, randomUUID());
    expect(next?.rows.map((row) => row.version)).toEqual([4, 5, 6]);
    await finishBatch(pg, next?.batchId ?? "", []);
    expect(await takeBatch(pg, 100, randomUUID())).toMatchObject({ topic: "revenue" });
  });

  it("moves refused rows out of a batch into the dead letters and loses none", async () => {
    for (let version = 1; version <= 3; version += 1) await putRow(pg, "generation", version);
    const batch = await takeBatch(pg, 10, randomUUID());
    const poison = batch?.rows[1];
    await buryRows(pg, batch?.batchId ?? "", [poison?.id ?? 0n], "no such column");
    const rest = await takeBatch(pg, 10, randomUUID());
    expect(rest?.batchId).toBe(batch?.batchId);
    expect(rest?.rows.map((row) => row.version)).toEqual([1, 3]);
    expect(await pg.sql`select entity_id, reason from dead_letters`).toEqual([
      { entity_id: poison?.entityId, reason: "no such column" },
    ]);
  });

  it("puts revenue into the outbox with its amount as text and the UTC day of its time", async () => {
    const id = randomUUID();
    await pg.drizzle.transaction(async (tx) => {
      const entry = {
        workspaceId: "default",
        occurredAt: new Date("2026-11-01T23:30:00-05:00"),
        feature: "remix",
        surface: "app",
        customer: "(none)",
        userId: "u_1",
        region: "US",
        platform: "ios",
        plan: "free",
        amount: "4.000000001",
        currency: "USD",
        source: "api",
      };
      await tx.insert(revenueEntries).values([
        { ...entry, id, externalId: "ch_1" },
        { ...entry, id: randomUUID(), externalId: "ch_2" },
      ]);
      await enqueueRevenue(tx, [id]);
    });
    const batch = await takeBatch(pg, 10, randomUUID());
    expect(batch?.rows).toHaveLength(1);
    expect(batch).toMatchObject({
      topic: "revenue",
      rows: [{ entityId: id, version: 1, day: "2026-11-02", payload: { amount: "4.000000001" } }],
    });
  });

  it("moves the configuration's revision in the transaction that changes it, or not at all", async () => {
    const before = await readConfigRevision(pg);
    await pg.drizzle.transaction((tx) => bumpConfigRevision(tx));
    expect(await readConfigRevision(pg)).toBe(before + 1n);
    const undone = pg.drizzle.transaction(async (tx) => {
      await bumpConfigRevision(tx);
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect(await readConfigRevision(pg)).toBe(before + 1n);
  });

  it("removes idempotency answers after a day and not before", async () => {
    await pg.sql`
      insert into idempotency_keys (workspace_id, scope, key, body_sha256, created_at) values
        ('default', 'revenue', 'old', '\\x00', now() - interval '25 hours'),
        ('default', 'revenue', 'new', '\\x00', now() - interval '23 hours')`;
    expect(await purgeIdempotencyKeys(pg)).toBe(1);
    expect(await pg.sql`select key from idempotency_keys`).toEqual([{ key: "new" }]);
  });

  it("releases a lost generation's hold once, with an audit row, and calls its cost unknown", async () => {
    const books = await openBooks(server, { pg });
    const job = books.newJob();
    const ruleId = randomUUID();
    await books.book.admit(job, [
      plannedHold(ruleId, 10_000_000_000n, { metric: "cost", amount: 800_000_000n }),
    ]);
    const release = (change: object = {}) =>
      releaseLost(pg, {
        generationId: job.generationId,
        workspaceId: job.workspaceId,
        actor: { kind: "user", id: "user_1" },
        auditId: randomUUID(),
        requestId: null,
        ip: null,
        ...change,
      });
    expect(await release()).toBe("not_lost");
    await pg.sql`update jobs set state = 'lost', lost_at = now(), outcome_unknown = false`;
    expect(await release({ workspaceId: "default" })).toBe("not_found");
    expect(await release()).toBe("released");
    expect(await release()).toBe("already_released");
    expect(await books.row(job.generationId)).toMatchObject({
      state: "lost",
      cost: null,
      cost_basis: "unpriced",
      unpriced_reason: "units_unknown",
    });
    const bucket = () =>
      pg.sql`select used, held, overrun from quota_buckets where family = ${familyOfRule(ruleId)}`;
    const none = "0.000000000";
    expect(await bucket()).toEqual([{ used: none, held: none, overrun: none }]);
    expect(await pg.sql`select action, actor_id from audit_log`).toEqual([
      { action: "generation.release", actor_id: "user_1" },
    ]);
    // Should it turn up after all, its report still counts.
    const known = await books.book.accepted(job, "video_late", observation());
    await books.book.observe(
      known,
      observation({ status: "succeeded", videoSeconds: 8_000_000_000n }),
    );
    expect(await books.row(job.generationId)).toMatchObject({
      state: "succeeded",
      cost: "0.800000000",
    });
    const late = "0.800000000";
    expect(await bucket()).toEqual([{ used: late, held: none, overrun: late }]);
    await books.book.close();
    await books.running.close();
  });

  it("knows whose an auxiliary object is", async () => {
    const books = await openBooks(server, { pg });
    const owned = {
      workspaceId: books.workspaceId,
      upstreamId: books.upstreamId,
      object: "character",
      providerId: "char_1",
    };
    await rememberOwnedObject(pg, owned);
    await rememberOwnedObject(pg, owned);
    expect(await isOwnedObject(pg, owned)).toBe(true);
    expect(await isOwnedObject(pg, { ...owned, workspaceId: "default" })).toBe(false);
    await books.book.close();
    await books.running.close();
  });
});

async function putRow(
  pg: Postgres,
  topic: "generation" | "revenue",
  version: number,
): Promise<void> {
  await pg.sql`insert into outbox (topic, workspace_id, entity_id, version, day, payload)
    values (${topic}, 'default', ${randomUUID()}, ${version}, '2026-11-01', '{"cost":"0.1"}')`;
}

import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { admitGenerations, type WantedGeneration } from "../../../db/postgres/admit-generations.ts";
import { parseNano } from "../../../domain/money.ts";
import type { PlannedHold } from "../../../domain/quota/plan-holds.ts";
import type { IdempotencyClaim, NewJob } from "../../../ingest/job-book.ts";
import { newJobRow, wantedHold } from "../../../ingest/settle/new-job-row.ts";
import { openJobBook } from "../../../ingest/settle/open-job-book.ts";
import { openBooks, type Books } from "../../support/books.ts";
import { POSTGRES_KINDS, withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { expectWholeBooks, openQuotaUser } from "../../support/quota-books.ts";

const MINUTE: Partial<PlannedHold> = { window: { kind: "rolling", seconds: 60 } };
const EVERYONE: Partial<PlannedHold> = { grantUser: null, subject: "" };

describe.each(POSTGRES_KINDS)("admission under quotas on %s", (kind) => {
  let server: PostgresServer;
  let books: Books;
  beforeAll(async () => {
    server = await withPostgres(kind);
    books = await openBooks(server);
  });
  afterEach(() => expectWholeBooks(books));
  afterAll(async () => {
    await books.close();
    await server.close();
  });

  const newUser = () => openQuotaUser(books);
  const claimOf = (key: string, body = "ab"): IdempotencyClaim => ({
    scope: `create:${books.upstreamId}`,
    key,
    bodySha256: body.repeat(32),
  });
  const keysOf = (key: string) => books.count(`idempotency_keys where key = '${key}'`);

  describe("grants", () => {
    it("pay what the window lacks, the one that expires first before the others", async () => {
      const one = newUser();
      const late = await one.grant("10", "video_seconds", { inHours: 48 });
      const early = await one.grant("2", "video_seconds", { inHours: 24 });
      const job = await one.submit([one.hold("day", "video_seconds", "3", "8")]);
      expect(await one.bucket("day")).toMatchObject({ used: "0", held: "3", most: "3" });
      expect(await one.grantState(early)).toEqual({ used: "0", held: "2" });
      expect(await one.grantState(late)).toEqual({ used: "0", held: "3" });

      await one.see(job, { videoSeconds: parseNano("8") });
      expect(await one.bucket("day")).toMatchObject({ used: "3", held: "0", overrun: "0" });
      expect(await one.grantState(early)).toEqual({ used: "2", held: "0" });
      expect(await one.grantState(late)).toEqual({ used: "3", held: "0" });
    });

    it("are given back before the window's part, the last one drawn first", async () => {
      const one = newUser();
      const early = await one.grant("2", "video_seconds", { inHours: 1 });
      const late = await one.grant("10", "video_seconds");
      const job = await one.submit([one.hold("day", "video_seconds", "3", "8")]);
      await one.see(job, { videoSeconds: parseNano("4") });
      expect(await one.bucket("day")).toMatchObject({ used: "3", held: "0" });
      expect(await one.grantState(early)).toEqual({ used: "1", held: "0" });
      expect(await one.grantState(late)).toEqual({ used: "0", held: "0" });

      const short = await one.submit([one.hold("other", "video_seconds", "3", "8")]);
      await one.see(short, { videoSeconds: parseNano("2.5") });
      expect(await one.bucket("other")).toMatchObject({ used: "2.5", held: "0" });
      expect(await one.grantState(early)).toEqual({ used: "1", held: "0" });
    });

    it("follow a correction downwards and upwards, and past the hold the window takes the rest", async () => {
      const one = newUser();
      const early = await one.grant("0.2", "cost", { inHours: 1 });
      const late = await one.grant("1", "cost");
      const job = await one.submit([one.hold("day", "cost", "0.3", "0.8")]);
      const states = async () => [
        (await one.bucket("day")).used,
        (await one.grantState(early)).used,
        (await one.grantState(late)).used,
        (await one.bucket("day")).overrun,
      ];
      await one.see(job, { cost: "0.6" });
      expect(await states()).toEqual(["0.3", "0.2", "0.1", "0"]);
      await one.see(job, { cost: "0.45" });
      expect(await states()).toEqual(["0.3", "0.15", "0", "0"]);
      await one.see(job, { cost: "0.25" });
      expect(await states()).toEqual(["0.25", "0", "0", "0"]);
      // What was given back may be somebody else's by now: taking it again is an overrun.
      await one.see(job, { cost: "0.7" });
      expect(await states()).toEqual(["0.3", "0.2", "0.2", "0.05"]);
      await one.see(job, { cost: "0.95" });
      expect(await states()).toEqual(["0.45", "0.2", "0.3", "0.2"]);
      await one.see(job, { cost: "0.5" });
      expect(await states()).toEqual(["0.3", "0.2", "0", "0.05"]);
      expect((await one.bucket("day")).held).toBe("0");
    });

    it("leave a clip that they pay out of all the user's windows, and in full in those of a group", async () => {
      const one = newUser();
      const pack = await one.grant("5", "generations");
      const holds = [
        one.hold("day", "generations", "1", "1"),
        one.hold("month", "generations", "9", "1"),
        one.hold("group", "generations", "9", "1", EVERYONE),
      ];
      const jobs = [await one.submit(holds), await one.submit(holds), await one.submit(holds)];
      expect(await one.bucket("day")).toMatchObject({ held: "1" });
      expect(await one.bucket("month")).toMatchObject({ held: "1" });
      expect(await one.bucket("group")).toMatchObject({ held: "3" });
      expect(await one.grantState(pack)).toEqual({ used: "0", held: "2" });
      for (const job of jobs) await one.see(job, {});
      expect(await one.bucket("day")).toMatchObject({ used: "1", held: "0" });
      expect(await one.bucket("month")).toMatchObject({ used: "1", held: "0" });
      expect(await one.bucket("group")).toMatchObject({ used: "3", held: "0" });
      expect(await one.grantState(pack)).toEqual({ used: "2", held: "0" });
    });

    it("pay what the emptiest of several windows lacks, in all of them", async () => {
      const one = newUser();
      const pack = await one.grant("6", "video_seconds");
      await one.submit([
        one.hold("day", "video_seconds", "5", "8"),
        one.hold("month", "video_seconds", "3", "8"),
      ]);
      expect(await one.bucket("day")).toMatchObject({ held: "3" });
      expect(await one.bucket("month")).toMatchObject({ held: "3" });
      expect(await one.grantState(pack)).toEqual({ used: "0", held: "5" });
    });

    it("are not used once expired or revoked, nor those of another metric or user", async () => {
      const one = newUser();
      const useless = [
        await one.grant("9", "generations", { inHours: -1 }),
        await one.grant("9", "generations", { revoked: true }),
        await one.grant("9", "video_seconds"),
        await one.grant("9", "generations", { user: newUser().user }),
      ];
      const hold = one.hold("day", "generations", "1", "1");
      await one.submit([hold]);
      expect((await one.admit([hold])).result).toMatchObject({ kind: "refused" });
      for (const id of useless) {
        expect(await one.grantState(id)).toEqual({ used: "0", held: "0" });
      }
    });

    it("do not help a limit that is not the user's", async () => {
      const one = newUser();
      await one.grant("9", "generations");
      const group = one.hold("group", "generations", "1", "1", EVERYONE);
      await one.submit([group]);
      expect((await one.admit([group])).result).toMatchObject({ kind: "refused" });
    });

    it("come back whole from a create that the upstream refused, and pay for the next one", async () => {
      const one = newUser();
      const pack = await one.grant("1", "generations");
      const hold = one.hold("day", "generations", "1", "1");
      await one.submit([hold]);
      const { job } = await one.admit([hold]);
      expect((await one.admit([hold])).result.kind).toBe("refused");
      const failure = { kind: "rejected", code: "no", message: "no" } as const;
      await books.book.refusedUpstream(job.generationId, failure);
      expect(await one.grantState(pack)).toEqual({ used: "0", held: "0" });
      expect((await one.admit([hold])).result.kind).toBe("admitted");
      expect(await one.grantState(pack)).toEqual({ used: "0", held: "1" });
    });

    it("and the window together admit exactly as many as they hold, of a burst", async () => {
      const one = newUser();
      const packs = [await one.grant("3", "generations"), await one.grant("1", "generations")];
      const other = openJobBook({ ...books.deps, instanceId: randomUUID() });
      const hold = one.hold("day", "generations", "3", "1");
      const results = await Promise.all(
        Array.from({ length: 24 }, (_, index) =>
          (index % 2 === 0 ? books.book : other).admit(one.newJob(), [hold]),
        ),
      );
      expect(results.filter((result) => result.kind === "admitted")).toHaveLength(7);
      expect(await one.bucket("day")).toMatchObject({ held: "3" });
      const held = await Promise.all(packs.map((id) => one.grantState(id)));
      expect(held.map((state) => state.held)).toEqual(["3", "1"]);
      await other.close();
    });

    it("refuse a clip larger than window and grants together as a whole, and nothing is written", async () => {
      const one = newUser();
      const pack = await one.grant("4", "video_seconds");
      const holds = [
        one.hold("count", "generations", "9", "1"),
        one.hold("day", "video_seconds", "3", "8"),
      ];
      const key = randomUUID();
      const { job, result } = await one.admit(holds, {}, claimOf(key));
      expect(result).toMatchObject({
        kind: "refused",
        hold: { binding: { ruleId: one.ruleId("day") } },
        amount: parseNano("8"),
      });
      expect(await books.count(`jobs where generation_id = '${job.generationId}'`)).toBe(0);
      expect(await books.count(`holds where generation_id = '${job.generationId}'`)).toBe(0);
      expect(await books.count(`grant_uses where generation_id = '${job.generationId}'`)).toBe(0);
      expect(await keysOf(key)).toBe(0);
      expect(await one.bucket("count")).toMatchObject({ used: "0", held: "0" });
      expect(await one.bucket("day")).toMatchObject({ used: "0", held: "0" });
      expect(await one.grantState(pack)).toEqual({ used: "0", held: "0" });
    });
  });

  describe("a rolling window", () => {
    const start = Date.UTC(2026, 10, 22, 12);
    const at = (ms: number): Partial<NewJob> => ({ createdAtMs: start + ms });

    it("lets a part go exactly when its time has passed, and says when that is", async () => {
      const one = newUser();
      const hold = one.hold("minute", "generations", "1", "1", MINUTE);
      const first = await one.submit([hold], at(0));
      await one.see(first, {});
      expect((await one.admit([hold], at(59_999))).result).toMatchObject({
        kind: "refused",
        used: parseNano("1"),
        held: 0n,
        freesAtMs: start + 60_000,
      });
      expect((await one.admit([hold], at(60_000))).result.kind).toBe("admitted");
      expect(await one.bucket("minute")).toMatchObject({ used: "0", held: "1" });
    });

    it("lets a clip that still runs go too, and counts nothing of it afterwards", async () => {
      const one = newUser();
      const hold = one.hold("minute", "cost", "1", "0.8", MINUTE);
      const first = await one.submit([hold], at(0));
      expect((await one.admit([hold], at(59_999))).result).toMatchObject({
        held: parseNano("0.8"),
      });
      const second = await one.submit([hold], at(60_000));
      await one.see(first, { cost: "0.9" });
      expect(await one.bucket("minute")).toMatchObject({ used: "0", held: "0.8", overrun: "0" });
      await one.see(first, { cost: "0.5" });
      await one.see(second, { cost: "0.9" });
      expect(await one.bucket("minute")).toMatchObject({ used: "0.9", held: "0", overrun: "0.1" });
      await one.submit([hold], at(120_000));
      expect(await one.bucket("minute")).toMatchObject({ used: "0", held: "0.8", overrun: "0" });
    });

    it("goes part by part, and names the oldest one that still counts", async () => {
      const one = newUser();
      const hold = one.hold("minute", "generations", "3", "1", MINUTE);
      const given = await one.submit([hold], at(0));
      await one.see(given, { status: "failed" });
      for (const ms of [10_000, 20_000, 30_000]) await one.submit([hold], at(ms));
      expect((await one.admit([hold], at(40_000))).result).toMatchObject({
        kind: "refused",
        freesAtMs: start + 70_000,
      });
      expect((await one.admit([hold], at(70_000))).result.kind).toBe("admitted");
      expect((await one.admit([hold], at(79_999))).result.kind).toBe("refused");
    });

    it("leaves other lengths alone", async () => {
      const one = newUser();
      const hour: Partial<PlannedHold> = { window: { kind: "rolling", seconds: 3_600 } };
      const holds = [
        one.hold("minute", "generations", "1", "1", MINUTE),
        one.hold("hour", "generations", "2", "1", hour),
      ];
      for (const ms of [0, 60_000]) await one.submit(holds, at(ms));
      const third = await one.admit(holds, at(120_000));
      expect(third.result).toMatchObject({ kind: "refused", freesAtMs: start + 3_600_000 });
      expect((await one.admit(holds, at(3_600_000))).result.kind).toBe("admitted");
    });
  });

  it("counts running jobs while they run", async () => {
    const one = newUser();
    const hold = one.hold("running", "in_flight", "2", "1", { grantUser: null });
    const jobs = [await one.submit([hold]), await one.submit([hold])];
    expect((await one.admit([hold])).result).toMatchObject({ kind: "refused", freesAtMs: null });
    const [first] = jobs;
    if (first === undefined) throw new Error("no job");
    await one.see(first, { cost: "0.8" });
    expect(await one.bucket("running")).toMatchObject({ used: "0", held: "1" });
    await one.submit([hold]);
    expect((await one.admit([hold])).result.kind).toBe("refused");
  });

  describe("GPU time", () => {
    it("is held as the whole limit while nobody knows it, then as the most that was seen", async () => {
      const one = newUser();
      const model = `gpu-${randomUUID()}`;
      const hold = one.hold("gpu", "gpu_seconds", "100", null);
      const job = await one.submit([hold], { model });
      expect(await one.bucket("gpu")).toMatchObject({ held: "100" });
      expect((await one.admit([hold], { model })).result).toMatchObject({
        kind: "refused",
        amount: parseNano("100"),
      });
      await one.see(job, { gpuMs: 20_000 });
      expect(await one.bucket("gpu")).toMatchObject({ used: "20", held: "0" });
      // 2.5 GPU seconds for each second of video.
      const half = await one.submit([hold], { model, requestedSeconds: parseNano("4") });
      expect(await one.bucket("gpu")).toMatchObject({ used: "20", held: "10" });
      await one.see(half, { gpuMs: 4_000 });
      await one.submit([hold], { model });
      expect(await one.bucket("gpu")).toMatchObject({ used: "24", held: "20" });
    });

    it("of another model is as unknown as before", async () => {
      const one = newUser();
      const hold = one.hold("gpu", "gpu_seconds", "100", null);
      const job = await one.submit([hold], { model: `gpu-${randomUUID()}` });
      await one.see(job, { gpuMs: 8_000 });
      expect((await one.admit([hold], { model: `gpu-${randomUUID()}` })).result.kind).toBe(
        "refused",
      );
    });

    it("that nobody knows is nothing where only watching rules look, and counts once it is known", async () => {
      const one = newUser();
      const hold = one.hold("looked-at", "gpu_seconds", null, null);
      const job = await one.submit([hold], { model: `gpu-${randomUUID()}` });
      expect(await one.bucket("looked-at")).toMatchObject({ used: "0", held: "0" });
      await one.see(job, { gpuMs: 50_000 });
      expect(await one.bucket("looked-at")).toMatchObject({ used: "50", held: "0" });
    });

    it("that nobody knows takes the tightest limit in every window, and grants pay what one lacks", async () => {
      const one = newUser();
      const pack = await one.grant("1000", "gpu_seconds");
      const month = one.hold("month", "gpu_seconds", "1000", null);
      const looked = one.hold("looked-at", "gpu_seconds", null, null);
      await one.see(await one.submit([month], { model: `gpu-${randomUUID()}` }), {
        gpuMs: 950_000,
      });
      const holds = [one.hold("day", "gpu_seconds", "100", null), month, looked];
      const job = await one.submit(holds, { model: `gpu-${randomUUID()}` });
      expect(await one.bucket("day")).toMatchObject({ used: "0", held: "50" });
      expect(await one.bucket("month")).toMatchObject({ used: "950", held: "50" });
      expect(await one.bucket("looked-at")).toMatchObject({ used: "0", held: "50" });
      expect(await one.grantState(pack)).toEqual({ used: "0", held: "50" });
      await expectWholeBooks(books);

      await one.see(job, { gpuMs: 80_000 });
      expect(await one.bucket("day")).toMatchObject({ used: "50", held: "0", overrun: "0" });
      expect(await one.bucket("month")).toMatchObject({ used: "1000", held: "0", overrun: "0" });
      expect(await one.bucket("looked-at")).toMatchObject({ used: "50", held: "0" });
      expect(await one.grantState(pack)).toEqual({ used: "30", held: "0" });
    });

    it("that nobody reports in the end stays what was held", async () => {
      const one = newUser();
      const pack = await one.grant("1000", "gpu_seconds");
      const hold = one.hold("day", "gpu_seconds", "100", null);
      const job = await one.submit([hold], { model: `gpu-${randomUUID()}` });
      const second = await one.submit([hold], { model: `gpu-${randomUUID()}` });
      for (const each of [job, second]) await one.see(each, {});
      expect(await one.bucket("day")).toMatchObject({ used: "100", held: "0", overrun: "0" });
      expect(await one.grantState(pack)).toEqual({ used: "100", held: "0" });
    });
  });

  describe("rules that only look", () => {
    it("count what they would have refused, and let it pass", async () => {
      const one = newUser();
      const watching = (["warn", "shadow"] as const).map((mode) => ({
        ruleId: one.ruleId(mode),
        name: mode,
        limit: parseNano(mode === "warn" ? "1" : "2"),
        mode,
      }));
      const hold = one.hold("looked-at", "generations", null, "1", { watching });
      const exceeded = [];
      for (let clip = 0; clip < 3; clip++) {
        const { result } = await one.admit([hold]);
        exceeded.push(result.kind === "admitted" ? result.exceeded : result.kind);
      }
      expect(exceeded).toEqual([
        [],
        [one.ruleId("warn")],
        [one.ruleId("warn"), one.ruleId("shadow")],
      ]);
      expect(await one.hits("warn")).toEqual([{ mode: "warn", hits: 2 }]);
      expect(await one.hits("shadow")).toEqual([{ mode: "shadow", hits: 1 }]);
      expect(await one.bucket("looked-at")).toMatchObject({ held: "3", most: "3" });
    });

    it("count nothing of what the blocking rule refuses, which counts itself", async () => {
      const one = newUser();
      const watching = [
        { ruleId: one.ruleId("warn"), name: "warn", limit: parseNano("1"), mode: "warn" as const },
      ];
      const hold = one.hold("block", "generations", "1", "1", { watching });
      await one.submit([hold]);
      for (let clip = 0; clip < 2; clip++) await one.admit([hold]);
      expect(await one.hits("block")).toEqual([{ mode: "block", hits: 2 }]);
      expect(await one.hits("warn")).toEqual([]);
    });
  });

  describe("several creates in one transaction", () => {
    const wanted = (
      job: NewJob,
      holds: readonly PlannedHold[],
      claim: IdempotencyClaim | null = null,
    ): WantedGeneration => ({
      job: newJobRow(job, randomUUID()),
      holds: holds.map(wantedHold),
      idempotency:
        claim === null
          ? null
          : { scope: claim.scope, key: claim.key, body_sha256: claim.bodySha256 },
    });

    it("are each decided as if they came one after the other, in the order given", async () => {
      const one = newUser();
      const two = newUser();
      const shared = (amount: string) =>
        one.hold("shared", "video_seconds", "20", amount, EVERYONE);
      const key = randomUUID();
      const jobs = Array.from({ length: 8 }, (_, index) => (index < 6 ? one : two).newJob());
      const [a, b, c, d, e, f, g, h] = jobs;
      if (!a || !b || !c || !d || !e || !f || !g || !h) throw new Error("too few jobs");
      const results = await admitGenerations(books.pg, [
        wanted(a, [shared("8")], claimOf(key)),
        wanted(b, [shared("8")]),
        wanted(c, [shared("8")], claimOf(key)),
        wanted(d, [shared("8")], claimOf(key, "cd")),
        wanted(e, [shared("8")]),
        wanted(f, [two.hold("own", "generations", "1", "1")]),
        wanted(g, [shared("4")]),
        wanted(h, [shared("0.000000001")]),
      ]);
      expect(results).toMatchObject([
        { kind: "admitted", states: [{ used: "0.000000000", held: "8.000000000" }] },
        { kind: "admitted", states: [{ held: "16.000000000" }] },
        { kind: "repeat", same_body: true, generation_id: a.generationId, status: null },
        { kind: "repeat", same_body: false, generation_id: a.generationId },
        { kind: "refused", held: "16.000000000", limit: "20.000000000", amount: "8.000000000" },
        { kind: "admitted", states: [{ held: "1.000000000" }] },
        { kind: "admitted", states: [{ held: "20.000000000" }] },
        { kind: "refused", rule_id: one.ruleId("shared") },
      ]);
      expect(await one.bucket("shared")).toMatchObject({ used: "0", held: "20" });
      const written = jobs.map(({ generationId }) => `'${generationId}'`).join(", ");
      expect(await books.count(`jobs where generation_id in (${written})`)).toBe(4);
      expect(await keysOf(key)).toBe(1);
    });

    it("change nothing when they are sent again", async () => {
      const one = newUser();
      const batch = [wanted(one.newJob(), [one.hold("day", "generations", "1", "1")])];
      await admitGenerations(books.pg, batch);
      expect(await admitGenerations(books.pg, batch)).toMatchObject([
        { kind: "admitted", states: [] },
      ]);
      expect(await one.bucket("day")).toMatchObject({ held: "1" });
    });

    it("fail alone when one can't be written: the others of its group are made", async () => {
      const one = newUser();
      const hold = one.hold("day", "generations", "9", "1");
      const results = await Promise.allSettled([
        ...Array.from({ length: 4 }, () => one.admit([hold])),
        one.admit([hold], { upstreamId: "no uuid" }),
        ...Array.from({ length: 4 }, () => one.admit([hold])),
      ]);
      expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1);
      expect(await one.bucket("day")).toMatchObject({ held: "8" });
    });

    it("answer an empty group with nothing", async () => {
      expect(await admitGenerations(books.pg, [])).toEqual([]);
    });
  });

  describe("an idempotency key", () => {
    const answer = {
      status: 202,
      contentType: "application/json",
      body: Buffer.from('{"id":"video_1","prompt":"é"}\n\0\u00ff', "latin1"),
    };

    it("gives its first answer byte for byte, and tells another body apart", async () => {
      const one = newUser();
      const key = randomUUID();
      const { job } = await one.admit([], {}, claimOf(key));
      const running = { kind: "repeat", sameBody: true, generationId: job.generationId };
      expect((await one.admit([], {}, claimOf(key))).result).toEqual({ ...running, answer: null });
      await books.book.answered(books.workspaceId, job.generationId, answer);
      expect((await one.admit([], {}, claimOf(key))).result).toEqual({ ...running, answer });
      expect(await books.book.findRepeat(books.workspaceId, claimOf(key))).toEqual({
        ...running,
        answer,
      });
      expect((await one.admit([], {}, claimOf(key, "cd"))).result).toMatchObject({
        sameBody: false,
      });
      expect(await keysOf(key)).toBe(1);
    });

    it("is kept for 24 hours and then is a new one", async () => {
      const one = newUser();
      const key = randomUUID();
      const { job } = await one.admit([], {}, claimOf(key));
      const age = async (hours: number) => {
        await books.pg.sql`
          update idempotency_keys set created_at = now() - ${hours} * interval '1 hour' where key = ${key}`;
      };
      await age(23.99);
      expect((await one.admit([], {}, claimOf(key))).result.kind).toBe("repeat");
      await age(24.01);
      expect(await books.book.findRepeat(books.workspaceId, claimOf(key))).toBeNull();
      const next = await one.admit([], {}, claimOf(key, "cd"));
      expect(next.result.kind).toBe("admitted");
      expect((await one.admit([], {}, claimOf(key, "cd"))).result).toMatchObject({
        kind: "repeat",
        sameBody: true,
        generationId: next.job.generationId,
      });
      expect(next.job.generationId).not.toBe(job.generationId);
    });

    it("is taken by one of many that come together over two processes", async () => {
      const one = newUser();
      const key = randomUUID();
      const other = openJobBook({ ...books.deps, instanceId: randomUUID() });
      const hold = one.hold("day", "generations", "9", "1");
      const results = await Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          (index % 2 === 0 ? books.book : other).admit(one.newJob(), [hold], claimOf(key)),
        ),
      );
      expect(results.filter((result) => result.kind === "admitted")).toHaveLength(1);
      expect(results.filter((result) => result.kind === "repeat")).toHaveLength(15);
      expect(await one.bucket("day")).toMatchObject({ held: "1" });
      await other.close();
    });

    it("is answered when the limit is used up, and free when the limit refused the first one", async () => {
      const one = newUser();
      const [key, refused] = [randomUUID(), randomUUID()];
      const hold = (limit: string) => one.hold("day", "generations", limit, "1");
      const { job } = await one.admit([hold("1")], {}, claimOf(key));
      expect((await one.admit([hold("1")], {}, claimOf(refused))).result.kind).toBe("refused");
      expect((await one.admit([hold("1")], {}, claimOf(key))).result).toMatchObject({
        kind: "repeat",
        generationId: job.generationId,
      });
      expect((await one.admit([hold("2")], {}, claimOf(refused))).result.kind).toBe("admitted");
      expect(await one.hits("day")).toEqual([{ mode: "block", hits: 1 }]);
    });

    it("is freed for the same create once it surely made nothing", async () => {
      const one = newUser();
      const key = randomUUID();
      const { job } = await one.admit([], {}, claimOf(key));
      await books.book.answered(books.workspaceId, job.generationId, null);
      expect(await books.book.findRepeat(books.workspaceId, claimOf(key))).toBeNull();
      expect((await one.admit([], {}, claimOf(key))).result.kind).toBe("admitted");
    });

    it("is another one in another workspace and under another upstream's scope", async () => {
      const one = newUser();
      const key = randomUUID();
      const elsewhere = await openBooks(server, { pg: books.pg });
      await one.admit([], {}, claimOf(key));
      const theirs = await elsewhere.book.admit(elsewhere.newJob(), [], claimOf(key));
      expect(theirs.kind).toBe("admitted");
      const scoped = { ...claimOf(key), scope: `create:${randomUUID()}` };
      expect((await one.admit([], {}, scoped)).result.kind).toBe("admitted");
      expect(await books.book.findRepeat("ws_none", claimOf(key))).toBeNull();
      await elsewhere.book.close();
      await elsewhere.running.close();
    });
  });

  describe("more than was held", () => {
    it("is taken truthfully, noted as overrun, and leaves no room for the next one", async () => {
      const one = newUser();
      const hold = one.hold("day", "cost", "1", "0.8");
      await one.see(await one.submit([hold]), { cost: "1.3" });
      expect(await one.bucket("day")).toEqual({
        used: "1.3",
        held: "0",
        most: "1",
        overrun: "0.5",
      });
      const tiny = one.hold("day", "cost", "1", "0.000000001");
      expect((await one.admit([tiny])).result).toMatchObject({
        kind: "refused",
        used: parseNano("1.3"),
      });
    });

    it("is all of what is reported for a clip whose hold was given back", async () => {
      const one = newUser();
      const pack = await one.grant("1", "cost");
      const job = await one.submit([one.hold("day", "cost", "0.5", "0.8")]);
      await one.see(job, { status: "failed" });
      expect(await one.bucket("day")).toMatchObject({ used: "0", held: "0" });
      await one.see(job, { status: "failed", cost: "0.3" });
      expect(await one.bucket("day")).toEqual({
        used: "0.3",
        held: "0",
        most: "0.5",
        overrun: "0.3",
      });
      expect(await one.grantState(pack)).toEqual({ used: "0", held: "0" });
    });

    it("stays what it was when a limit is lowered under it: nothing is admitted, nothing is lost", async () => {
      const one = newUser();
      const hold = (limit: string) => one.hold("day", "generations", limit, "1");
      for (let clip = 0; clip < 3; clip++) await one.submit([hold("3")]);
      expect((await one.admit([hold("1")])).result).toMatchObject({
        kind: "refused",
        limit: parseNano("1"),
        held: parseNano("3"),
      });
      expect((await one.admit([hold("4")])).result.kind).toBe("admitted");
      expect(await one.bucket("day")).toEqual({ used: "0", held: "4", most: "4", overrun: "0" });
    });
  });
});

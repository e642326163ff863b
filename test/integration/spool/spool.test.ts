import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SpoolError } from "../../../db/spool/spool-error.ts";
import type { Spool } from "../../../db/spool/spool.ts";
import { eventually, temporarySpool, type TestSpool } from "../../support/delivery-stores.ts";

const record = (n: number): string => JSON.stringify({ n, pad: "x".repeat(100) });

describe("a spool in its thread", () => {
  let test: TestSpool;
  beforeEach(() => {
    test = temporarySpool();
  });
  afterEach(() => test.close());

  const append = async (spool: Spool, from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1) spool.append(record(n));
    await spool.flushed();
  };
  const takeAll = async (spool: Spool): Promise<number[]> => {
    const numbers: number[] = [];
    for (
      let batch = await spool.nextBatch(1_000);
      batch !== null;
      batch = await spool.nextBatch(1_000)
    ) {
      for (const { body } of batch.records) numbers.push((JSON.parse(body) as { n: number }).n);
      await spool.finishBatch(batch.batchId);
    }
    return numbers;
  };
  const segments = (instance = "one"): string[] =>
    readdirSync(join(test.directory, instance)).filter((name) => name.startsWith("segment-"));

  it("hands out what was appended, in order, and counts it as stored", async () => {
    const spool = await test.open();
    await append(spool, 0, 2_500);
    expect(await takeAll(spool)).toEqual(Array.from({ length: 2_500 }, (_, n) => n));
    expect(await spool.stats()).toMatchObject({
      accepted: 2_500,
      stored: 2_500,
      dead: 0,
      waiting: 0,
      oldestAtMs: null,
      refused: 0,
    });
  });

  it("hands out an unfinished batch again after a restart: same id, same records", async () => {
    const first = await test.open();
    await append(first, 0, 30);
    const batch = await first.nextBatch(20);
    await first.close();
    const second = await test.open();
    await append(second, 30, 60);
    expect(await second.nextBatch(5)).toEqual(batch);
    expect(batch?.records).toHaveLength(20);
  });

  it("refuses a second owner of its directory with a sentence, and leaves the first one working", async () => {
    const spool = await test.open("one");
    const refusal = await test.open("one").catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SpoolError);
    expect(refusal).toMatchObject({ code: "spool_in_use", retry: false });
    await append(spool, 0, 3);
    expect(await takeAll(spool)).toEqual([0, 1, 2]);
  });

  it("adopts the spools of instances that are gone, with their counts and dead letters, and no other", async () => {
    const gone = await Promise.all(["a", "b", "c"].map((name) => test.open(name)));
    for (const [index, spool] of gone.entries()) {
      await append(spool, index * 10, index * 10 + 10);
      const batch = await spool.nextBatch(10);
      if (batch === null) throw new Error("nothing to send");
      await spool.bury(batch.batchId, [1], `refused in ${index}`);
      if (index === 0) await spool.finishBatch(batch.batchId);
    }
    const alive = await test.open("alive");
    await append(alive, 100, 105);
    for (const spool of gone) await spool.close();

    const heir = await test.open("heir");
    expect(await heir.stats()).toMatchObject({ accepted: 30, stored: 9, dead: 3, waiting: 18 });
    expect((await heir.deadLetters(10)).map(({ reason }) => reason).toSorted()).toEqual([
      "refused in 0",
      "refused in 1",
      "refused in 2",
    ]);
    expect((await takeAll(heir)).length).toBe(18);
    expect(await takeAll(alive)).toEqual([100, 101, 102, 103, 104]);
    expect(readdirSync(test.directory).toSorted()).toEqual(["alive", "heir"]);
  });

  it("gives disk space back file by file, once a sealed segment is delivered", async () => {
    const spool = await test.open("one", { segmentMaxBytes: 100_000 });
    for (let round = 0; round < 5; round += 1) await append(spool, round * 400, round * 400 + 400);
    const before = segments().length;
    expect(before).toBeGreaterThanOrEqual(3);
    expect((await takeAll(spool)).length).toBe(2_000);
    expect(segments().length).toBeLessThanOrEqual(1);
    expect(await spool.stats()).toMatchObject({ accepted: 2_000, stored: 2_000, waiting: 0 });
  });

  it("keeps dead letters listed and replays them on demand", async () => {
    const spool = await test.open();
    await append(spool, 0, 10);
    const batch = await spool.nextBatch(10);
    if (batch === null) throw new Error("nothing to send");
    await spool.bury(batch.batchId, [3, 4], "no such column");
    await spool.finishBatch(batch.batchId);
    const letters = await spool.deadLetters(10);
    expect(letters.map(({ id, reason, body }) => ({ id, reason, body }))).toEqual([
      { id: 3, reason: "no such column", body: record(2) },
      { id: 4, reason: "no such column", body: record(3) },
    ]);
    expect(await spool.deadLetters(10, letters[0])).toEqual(letters.slice(1));
    expect(await spool.replay(letters)).toBe(2);
    expect(await spool.stats()).toMatchObject({ accepted: 10, stored: 8, dead: 0, waiting: 2 });
    expect(await takeAll(spool)).toEqual([2, 3]);
  });

  it("puts a damaged segment into quarantine and goes on with the rest", async () => {
    const spool = await test.open("one", { segmentMaxBytes: 100_000 });
    for (let round = 0; round < 3; round += 1) await append(spool, round * 600, round * 600 + 600);
    await spool.close();
    const [damaged] = segments().toSorted();
    if (damaged === undefined) throw new Error("no segment");
    const path = join(test.directory, "one", damaged);
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 0, 40_000);
    writeFileSync(path, bytes);

    const again = await test.open("one");
    const stats = await again.stats();
    expect(stats.quarantined).toBe(1);
    expect(stats.accepted).toBe(stats.stored + stats.dead + stats.waiting);
    expect(stats.waiting).toBeGreaterThan(0);
    expect((await takeAll(again)).length).toBe(stats.waiting);
    expect(readdirSync(join(test.directory, "one", "quarantine"))).toEqual([damaged]);
    expect(test.log.lines.some(({ level }) => level === "error")).toBe(true);
    await append(again, 5_000, 5_010);
    expect((await takeAll(again)).length).toBe(10);
  });

  it("notices a record that changed on the disk, keeps it as a dead letter and sends the others", async () => {
    const spool = await test.open();
    for (let n = 0; n < 50; n += 1) spool.append(JSON.stringify({ n, mark: `<<${n}>>` }));
    await spool.close();
    const path = join(test.directory, "one", segments()[0] ?? "");
    const bytes = readFileSync(path);
    const at = bytes.indexOf("<<17>>");
    bytes.write("<<71>>", at);
    writeFileSync(path, bytes);

    const again = await test.open();
    expect(await takeAll(again)).toEqual(
      Array.from({ length: 50 }, (_, n) => n).filter((n) => n !== 17),
    );
    const letters = await again.deadLetters(10);
    expect(letters.map(({ reason }) => reason)).toEqual(["checksum"]);
    expect(await again.replay(letters)).toBe(0);
    expect(await again.stats()).toMatchObject({ accepted: 50, stored: 49, dead: 1, waiting: 0 });
  });

  it("does not stop the start when its ledger is damaged", async () => {
    const spool = await test.open();
    await append(spool, 0, 5);
    await spool.close();
    writeFileSync(join(test.directory, "one", "ledger.sqlite"), Buffer.alloc(9_000, 0x5a));
    const again = await test.open();
    expect(await again.stats()).toMatchObject({ accepted: 5, waiting: 5, quarantined: 1 });
    expect(await takeAll(again)).toEqual([0, 1, 2, 3, 4]);
  });

  it("loses and doubles nothing when its thread dies under load", async () => {
    const spool = await test.open();
    let n = 0;
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 500; i += 1, n += 1) spool.append(record(n));
      // A question that the files can't answer makes the thread open them anew.
      const asked = spool.deadLetters("many" as never).catch((error: unknown) => error);
      for (let i = 0; i < 500; i += 1, n += 1) spool.append(record(n));
      expect(await asked).toBeInstanceOf(SpoolError);
      await eventually(async () => void (await spool.stats()));
    }
    await spool.flushed();
    expect(await takeAll(spool)).toEqual(Array.from({ length: n }, (_, i) => i));
    expect(await spool.stats()).toMatchObject({ accepted: n, stored: n, waiting: 0 });
  });

  it("tells creates to wait when it is at its size, before memory or disk are full", async () => {
    const spool = await test.open("one", { maxBytes: 200_000 });
    expect(spool.overloaded()).toBe(false);
    await append(spool, 0, 3_000);
    await eventually(() => expect(spool.overloaded()).toBe(true));
    // What is under way is still taken down.
    await append(spool, 3_000, 3_010);
    expect((await spool.stats()).accepted).toBe(3_010);
  });

  it("refuses and counts what does not fit its bounds in memory", async () => {
    const spool = await test.open("one", { maxInFlightBytes: 2_000, maxRecordBytes: 500 });
    spool.append("x".repeat(501));
    for (let n = 0; n < 30; n += 1) spool.append(record(n));
    expect(spool.overloaded()).toBe(true);
    await spool.flushed();
    const { accepted, refused } = await spool.stats();
    expect(accepted + refused).toBe(31);
    expect(refused).toBeGreaterThan(1);
    expect(spool.overloaded()).toBe(false);
  });

  it("says that a directory can't be used", async () => {
    mkdirSync(join(test.directory, "one"), { recursive: true });
    writeFileSync(join(test.directory, "one", "owner.lock"), Buffer.alloc(5_000, 0x5a));
    await expect(test.open("one")).rejects.toMatchObject({ code: "spool_not_writable" });
  });
});

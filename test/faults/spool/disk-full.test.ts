import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSpool } from "../../../db/spool/open-spool.ts";
import type { Spool } from "../../../db/spool/spool.ts";
import { diskSpace } from "../../../db/spool/disk-space.ts";
import { collectingLog } from "../../support/books.ts";
import { eventually } from "../../support/delivery-stores.ts";

const DISK_MIB = 24;
const MIB = 1024 * 1024;

describe("a spool on a full disk", () => {
  let disk: string;
  let spool: Spool | null = null;
  const log = collectingLog();

  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), "rm-disk-"));
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", `size=${DISK_MIB}m`, "tmpfs", disk]);
  });
  afterEach(async () => {
    await spool?.close();
    execFileSync("/bin/umount", ["--lazy", disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  const open = async (instanceId: string): Promise<Spool> => {
    spool = await openSpool({
      directory: join(disk, "spool"),
      instanceId,
      log,
      limits: {
        ballastBytes: 4 * MIB,
        segmentMaxBytes: MIB,
        minFreeBytes: 2 * MIB,
        minFreeShare: 0,
      },
    });
    return spool;
  };
  const record = (n: number): string => JSON.stringify({ n, pad: "x".repeat(900) });

  it("keeps what it acknowledged, says overload, goes on delivering, and takes more once there is room", async () => {
    const full = await open("full");
    let acknowledged = 0;
    let appended = 0;
    const append = (count: number): void => {
      for (let i = 0; i < count; i += 1, appended += 1) full.append(record(appended));
    };
    append(2_000);
    await full.flushed();
    acknowledged = appended;

    // Somebody else takes all the room there is.
    const filler = join(disk, "filler");
    writeFileSync(filler, Buffer.alloc(diskSpace(disk).freeBytes));
    append(6_000);
    const flushed = full.flushed().then(() => {
      acknowledged = appended;
    });
    await eventually(() => expect(full.overloaded()).toBe(true));
    await eventually(() =>
      expect(log.lines.map(({ message }) => message)).toContain(
        "the spool can't write; tried again",
      ),
    );
    expect(acknowledged).toBe(2_000);

    rmSync(filler);
    await flushed;
    expect(acknowledged).toBe(8_000);
    await eventually(() => expect(full.overloaded()).toBe(false));
    await full.close();

    const again = await open("again");
    const seen: number[] = [];
    for (
      let batch = await again.nextBatch(700);
      batch !== null;
      batch = await again.nextBatch(700)
    ) {
      for (const { body } of batch.records) seen.push((JSON.parse(body) as { n: number }).n);
      await again.finishBatch(batch.batchId);
    }
    expect(seen).toEqual(Array.from({ length: 8_000 }, (_, n) => n));
    expect(await again.stats()).toMatchObject({
      accepted: 8_000,
      stored: 8_000,
      dead: 0,
      waiting: 0,
    });
  });

  it("frees itself by delivering: what is stored gives its space back to what waits in memory", async () => {
    const full = await open("self");
    for (let n = 0; n < 12_000; n += 1) full.append(record(n));
    await full.flushed();
    writeFileSync(join(disk, "filler"), Buffer.alloc(diskSpace(disk).freeBytes));
    for (let n = 12_000; n < 18_000; n += 1) full.append(record(n));
    const flushed = full.flushed();
    await eventually(() => expect(full.overloaded()).toBe(true));
    const seen: number[] = [];
    let done = false;
    const settled = flushed.then(() => (done = true));
    await eventually(async () => {
      for (
        let batch = await full.nextBatch(1_000);
        batch !== null;
        batch = await full.nextBatch(1_000)
      ) {
        for (const { body } of batch.records) seen.push((JSON.parse(body) as { n: number }).n);
        await full.finishBatch(batch.batchId);
      }
      expect(done).toBe(true);
      expect(seen).toHaveLength(18_000);
    });
    await settled;
    expect(seen).toEqual(Array.from({ length: 18_000 }, (_, n) => n));
    expect(log.lines.map(({ message }) => message)).toContain(
      "the disk is full: released the ballast",
    );
  });
});

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { temporarySpool } from "../../support/delivery-stores.ts";

const ROUNDS = 8;
const child = fileURLToPath(new URL("../../support/spool-writer-child.ts", import.meta.url));

describe("a spool whose process is killed", () => {
  const test = temporarySpool();
  afterAll(() => test.close());

  it("holds every record that was said to be durable, once, whenever the kill came", async () => {
    let durable = 0;
    const ranges: [from: number, to: number][] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = round * 1_000_000;
      durable = first;
      const writer = fork(child, [test.directory, `writer-${round}`, String(first)], {
        execArgv: ["--import", "tsx"],
      });
      writer.on("message", (said: { durable?: number }) => {
        durable = said.durable ?? durable;
      });
      await once(writer, "message");
      await killWithin(writer, 40 + Math.random() * 400);
      ranges.push([first, durable]);
    }
    expect(ranges.some(([from, to]) => to > from)).toBe(true);

    const spool = await test.open("reader");
    const seen = new Map<number, number>();
    for (;;) {
      const batch = await spool.nextBatch(20_000);
      if (batch === null) break;
      for (const { body } of batch.records) {
        const { n } = JSON.parse(body) as { n: number };
        seen.set(n, (seen.get(n) ?? 0) + 1);
      }
      await spool.finishBatch(batch.batchId);
    }
    const lost = ranges.flatMap(([from, to]) =>
      Array.from({ length: to - from }, (_, i) => from + i).filter((n) => !seen.has(n)),
    );
    expect(lost).toEqual([]);
    expect([...seen.values()].every((times) => times === 1)).toBe(true);
    const { accepted, stored, dead, waiting, quarantined } = await spool.stats();
    expect({ accepted, stored, dead, waiting, quarantined }).toEqual({
      accepted: seen.size,
      stored: seen.size,
      dead: 0,
      waiting: 0,
      quarantined: 0,
    });
  });
});

async function killWithin(writer: ChildProcess, ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  const exited = once(writer, "exit");
  writer.kill("SIGKILL");
  await exited;
}

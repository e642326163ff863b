import { describe, expect, it } from "vitest";
import { startRounds } from "../../../ingest/deliver/start-rounds.ts";
import { collectingLog } from "../../support/books.ts";
import { eventually } from "../../support/delivery-stores.ts";

const loop = (work: () => Promise<"more" | "idle">, log = collectingLog()) =>
  startRounds({ name: "test", idleMs: 1, work, random: () => 0, log });

describe("rounds of work", () => {
  it("go on after any number of failures, and say once that they fail and once that they work again", async () => {
    const log = collectingLog();
    let rounds = 0;
    await new Promise<void>((resolve) => {
      const running = loop(async () => {
        rounds += 1;
        if (rounds <= 5) throw new Error("away");
        if (rounds === 8) void running.close(1_000).then(resolve);
        return "idle";
      }, log);
    });
    expect(log.lines.map(({ level }) => level)).toEqual(["error", "info"]);
    expect(rounds).toBe(8);
  });

  it("run one at a time and none after close", async () => {
    let inside = 0;
    let most = 0;
    let rounds = 0;
    const running = loop(async () => {
      inside += 1;
      most = Math.max(most, inside);
      rounds += 1;
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      return "more";
    });
    await eventually(() => expect(rounds).toBeGreaterThan(5));
    await running.close(1_000);
    const atClose = rounds;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(rounds).toBe(atClose);
    expect(most).toBe(1);
  });

  it("do not hold up the end of the process beyond the deadline", async () => {
    const log = collectingLog();
    let begun = false;
    const running = loop(() => {
      begun = true;
      return new Promise(() => undefined);
    }, log);
    await eventually(() => expect(begun).toBe(true));
    await running.close(20);
    expect(log.lines.map(({ level }) => level)).toEqual(["warn"]);
  });
});

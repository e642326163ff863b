import { describe, expect, it } from "vitest";
import { BACK_OFF_CAP_MS, createBackOff } from "../../../ingest/deliver/back-off.ts";

describe("the back-off", () => {
  it("doubles its ceiling up to a minute and never passes it", () => {
    const backOff = createBackOff(() => 1);
    const waits = Array.from({ length: 12 }, () => backOff.next());
    expect(waits.slice(0, 4)).toEqual([250, 500, 1_000, 2_000]);
    expect(Math.max(...waits)).toBe(BACK_OFF_CAP_MS);
    expect(waits.at(-1)).toBe(BACK_OFF_CAP_MS);
  });

  it("draws each wait from nothing up to the ceiling, so that many senders don't come together", () => {
    const backOff = createBackOff(() => 0);
    expect([backOff.next(), backOff.next()]).toEqual([0, 0]);
  });

  it("begins small again after the first success", () => {
    const backOff = createBackOff(() => 1);
    for (let i = 0; i < 9; i += 1) backOff.next();
    backOff.reset();
    expect(backOff.next()).toBe(250);
  });
});

import { describe, expect, it } from "vitest";
import { allocateRevenue, type GroupActivity } from "../../../../domain/finance/allocation.ts";
import { parseNano } from "../../../../domain/money.ts";

const IDLE: GroupActivity = { generations: 0, spend: 0n, activeDays: 0, weight: 0n };

/** Remix: 6 clips on 2 days for 3.00; extend: 3 clips on 3 days for 1.00; storyboard: nothing. */
const GROUPS = new Map<string, GroupActivity>([
  ["remix", { generations: 6, spend: parseNano("3"), activeDays: 2, weight: 0n }],
  ["extend", { generations: 3, spend: parseNano("1"), activeDays: 3, weight: 1n }],
  ["storyboard", IDLE],
]);

const nano = (text: string) => parseNano(text);

describe("allocation by hand", () => {
  it.each([
    // 12.00 × 6/9 and 3/9.
    ["usage", { remix: nano("8"), extend: nano("4") }],
    // 12.00 × 3/4 and 1/4.
    ["cost", { remix: nano("9"), extend: nano("3") }],
    // 12.00 × 2/5 and 3/5.
    ["active_days", { remix: nano("4.8"), extend: nano("7.2") }],
    ["weights", { remix: 0n, extend: nano("12") }],
  ] as const)("spreads 12.00 by %s", (rule, parts) => {
    const allocation = allocateRevenue(nano("12"), rule, GROUPS);
    expect(Object.fromEntries(allocation.parts)).toEqual({ ...parts, storyboard: 0n });
    expect([allocation.unallocated, allocation.reason]).toEqual([0n, null]);
  });

  it("leaves all of it unallocated without a rule, and says so", () => {
    const allocation = allocateRevenue(nano("12"), "none", GROUPS);
    expect([allocation.unallocated, allocation.reason]).toEqual([nano("12"), "no_rule"]);
  });

  it("leaves all of it unallocated when nothing weighs anything, never split evenly", () => {
    const idle = new Map([["remix", IDLE]]);
    const allocation = allocateRevenue(nano("12"), "usage", idle);
    expect([allocation.unallocated, allocation.reason]).toEqual([nano("12"), "no_weight"]);
    expect(allocateRevenue(nano("12"), "cost", new Map()).reason).toBe("no_weight");
  });

  it("of nothing leaves nothing to explain", () => {
    expect(allocateRevenue(0n, "none", GROUPS).reason).toBeNull();
  });

  it("takes a refund back by the same shares, the odd nano from the first name", () => {
    const even = new Map([
      ["b", { ...IDLE, generations: 1 }],
      ["a", { ...IDLE, generations: 1 }],
    ]);
    expect([...allocateRevenue(-3n, "usage", even).parts]).toEqual([
      ["a", -2n],
      ["b", -1n],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { askGates, gateBudgetRule, userShare, type Gate } from "../../../../domain/quota/gate.ts";
import { openGate, quotaParty } from "../../../support/quota-rule.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const MINOR_UNITS = 1_000_000_000n;

const party = (change: Parameters<typeof quotaParty>[0] = {}) =>
  quotaParty({ feature: "remix", region: "FR", platform: "ios", plan: "pro", ...change });
const ask = (gates: readonly Gate[], who = party()) => askGates(gates, who, NOON);
const closedBecause = (gates: readonly Gate[], who = party()) => {
  const answer = ask(gates, who);
  return answer.kind === "closed" ? answer.because : answer.kind;
};

const USERS = 10_000;
const usersIn = (share: number, feature = "remix") => {
  const gate = openGate({ feature, shareBasisPoints: share });
  return Array.from({ length: USERS }, (_, index) => `user-${index}`).filter(
    (user) => ask([gate], party({ feature, user })).kind === "open",
  );
};

describe("a feature's gates", () => {
  it("let everyone into a feature that none of them guards", () => {
    expect(ask([])).toEqual({ kind: "ungated" });
    expect(ask([openGate({ feature: "story", paused: true })])).toEqual({ kind: "ungated" });
    expect(ask([openGate({ paused: true })], party({ feature: "(none)" }))).toEqual({
      kind: "ungated",
    });
  });

  it("let in whom one gate names in all its lists", () => {
    const gate = openGate({ regions: ["DE", "FR"], platforms: ["ios"], plans: ["pro"] });
    expect(ask([gate])).toEqual({ kind: "open", gate });
  });

  const closed: readonly (readonly [string, Partial<Gate>, string])[] = [
    ["it is paused", { paused: true }, "paused"],
    ["it opens later", { fromMs: NOON + 1 }, "dates"],
    ["it has ended, at this very instant", { toMs: NOON }, "dates"],
    ["it is for another region", { regions: ["DE"] }, "region"],
    ["it is for no region", { regions: [] }, "region"],
    ["it is for another platform", { platforms: ["web"] }, "platform"],
    ["it is for another plan", { plans: ["free"] }, "plan"],
    ["it is for no user yet", { shareBasisPoints: 0 }, "share"],
  ];
  it.each(closed)("are closed when %s", (_why, change, because) => {
    expect(ask([openGate(change)])).toEqual({ kind: "closed", feature: "remix", because });
  });

  it("open with their first instant and stay open until the last one before their end", () => {
    expect(ask([openGate({ fromMs: NOON, toMs: NOON + 1 })]).kind).toBe("open");
    const ended = openGate({ fromMs: NOON - HOUR, toMs: NOON + 1 });
    expect(askGates([ended], party(), NOON + 1).kind).toBe("closed");
  });

  it("need one of several to let in, the first by id when several do", () => {
    const french = openGate({ id: "b", regions: ["FR"] });
    const german = openGate({ id: "a", regions: ["DE"] });
    const everyone = openGate({ id: "c" });
    expect(ask([everyone, french, german])).toEqual({ kind: "open", gate: french });
    expect(ask([german, french, everyone], party({ region: "US" }))).toEqual({
      kind: "open",
      gate: everyone,
    });
  });

  it("name the reason of the gate that came closest", () => {
    const paused = openGate({ id: "a", paused: true });
    const elsewhere = openGate({ id: "b", regions: ["DE"] });
    const otherPlan = openGate({ id: "c", regions: ["FR"], plans: ["free"] });
    expect(closedBecause([paused])).toBe("paused");
    expect(closedBecause([elsewhere, paused])).toBe("region");
    expect(closedBecause([otherPlan, paused, elsewhere])).toBe("plan");
  });
});

describe("a gate's share of users", () => {
  it.each([100, 500, 1_000, 2_500, 5_000, 9_000])(
    "lets in %i of 10,000 users, within one in a hundred of all",
    (share) => {
      expect(Math.abs(usersIn(share).length - share)).toBeLessThanOrEqual(USERS / 100);
    },
  );

  it("only grows: whoever is in at 5 % is in at 50 %, and everyone at 100 %", () => {
    const atFive = usersIn(500);
    const atFifty = new Set(usersIn(5_000));
    expect(atFive.filter((user) => !atFifty.has(user))).toEqual([]);
    expect(usersIn(10_000)).toHaveLength(USERS);
    expect(usersIn(0)).toEqual([]);
  });

  it("is the same on every process, and another one for another feature", () => {
    expect([
      userShare("remix", "u_1"),
      userShare("remix", "u_2"),
      userShare("story", "u_1"),
    ]).toEqual([9_641, 7_530, 3_769]);
    const [remix, story] = [new Set(usersIn(1_000)), usersIn(1_000, "story")];
    const both = story.filter((user) => remix.has(user)).length;
    expect(both).toBeGreaterThan(50);
    expect(both).toBeLessThan(150);
  });

  it("lets whoever names no user in only when it is whole", () => {
    const unnamed = party({ user: "(none)" });
    expect(closedBecause([openGate({ shareBasisPoints: 9_999 })], unnamed)).toBe("share");
    expect(ask([openGate()], unnamed).kind).toBe("open");
  });
});

describe("a gate's daily budget", () => {
  it("is a blocking limit on the cost of a day in its own zone, all together", () => {
    const gate = openGate({ dailyBudget: 50n * MINOR_UNITS, tz: "Europe/Paris" });
    expect(gateBudgetRule(gate)).toEqual({
      id: "g1",
      name: "Launch: daily budget",
      subject: { each: [], fixed: { feature: "remix" } },
      metric: "cost",
      window: { kind: "calendar", unit: "day", tz: "Europe/Paris" },
      limit: 50n * MINOR_UNITS,
      mode: "block",
    });
  });

  it("is no rule where none was set, and one that lets nothing through at zero", () => {
    expect(gateBudgetRule(openGate())).toBeNull();
    expect(gateBudgetRule(openGate({ dailyBudget: 0n }))).toMatchObject({ limit: 0n });
  });
});

import { describe, expect, it } from "vitest";
import { parseNano } from "../../../../domain/money.ts";
import { createReplay, type Replay } from "../../../../domain/quota/replay.ts";
import type { ReplayEvent } from "../../../../domain/quota/replay-event.ts";
import type { QuotaRule } from "../../../../domain/quota/rule.ts";
import { zoneCache } from "../../../../domain/quota/window.ts";

const DAY = { kind: "calendar", unit: "day", tz: "UTC" } as const;
const NEVER = Infinity;

interface Facts {
  readonly user?: number;
  readonly feature?: number;
  readonly bucket?: number;
  readonly state?: ReplayEvent["state"];
  /** Seconds from creation to end; null when it has none. */
  readonly lasts?: number | null;
  readonly requested?: number | null;
  readonly made?: number | null;
  readonly gpuMs?: number | null;
  readonly cost?: string | null;
  readonly currency?: string;
}

/** A clip that succeeds after a minute and costs 1 USD; say what differs. */
function clip(at: string, facts: Facts = {}): [ReplayEvent, number] {
  const createdAtMs = Date.parse(at);
  const { lasts = 60, requested = 4, made = 4, gpuMs = 8_000, cost = "1" } = facts;
  const nano = cost === null ? null : parseNano(cost);
  const event: ReplayEvent = {
    createdAtMs,
    endedAtMs: lasts === null ? NEVER : createdAtMs + lasts * 1_000,
    state: facts.state ?? "succeeded",
    user: facts.user ?? 0,
    feature: facts.feature ?? 0,
    requestedMs: requested === null ? Number.NaN : requested * 1_000,
    videoMs: made === null ? Number.NaN : made * 1_000,
    gpuMs: gpuMs ?? Number.NaN,
    costWhole: nano === null ? Number.NaN : Number(nano / 1_000_000_000n),
    costNano: nano === null ? 0 : Number(nano % 1_000_000_000n),
    currency: cost === null ? "" : (facts.currency ?? "USD"),
  };
  return [event, facts.bucket ?? facts.user ?? 0];
}

function rule(
  metric: QuotaRule["metric"],
  window: QuotaRule["window"],
  limit: string,
): Pick<QuotaRule, "metric" | "window" | "limit"> {
  return { metric, window, limit: parseNano(limit) };
}

function open(of: Pick<QuotaRule, "metric" | "window" | "limit">, days: readonly string[] = []) {
  return createReplay(of, {
    reportingCurrency: "USD",
    zone: zoneCache(),
    dayStarts: days.map((day) => Date.parse(day)),
  });
}

/** For each clip whether it was refused. */
function refusals(replay: Replay, clips: readonly [ReplayEvent, number][]): boolean[] {
  return clips.map(([event, bucket]) => {
    const before = replay.result().refused;
    replay.add(event, bucket);
    return replay.result().refused > before;
  });
}

describe("a calendar window", () => {
  it("is the zone's own day, 23 or 25 hours long where clocks change", () => {
    const replay = open(
      rule("generations", { kind: "calendar", unit: "day", tz: "Europe/Paris" }, "2"),
    );
    const seen = refusals(replay, [
      clip("2026-03-28T22:59:59.999Z"), // the 28th
      clip("2026-03-28T23:00:00Z"), // the 29th begins
      clip("2026-03-29T10:00:00Z"),
      clip("2026-03-29T21:59:59.999Z"), // the third of a day of 23 hours
      clip("2026-03-29T22:00:00Z"), // the 30th
      clip("2026-10-24T22:00:00Z"), // 25 October begins
      clip("2026-10-25T12:00:00Z"),
      clip("2026-10-25T22:59:59.999Z"), // its 25th hour
      clip("2026-10-25T23:00:00Z"),
    ]);
    expect(seen).toEqual([false, false, false, true, false, false, false, true, false]);
  });

  it("takes nothing over: what is still held belongs to the day before", () => {
    const replay = open(rule("generations", DAY, "1"));
    const seen = refusals(replay, [
      clip("2026-01-01T23:59:00Z", { lasts: null }),
      clip("2026-01-02T00:00:00Z", { state: "failed", cost: "0", lasts: 10 }),
      clip("2026-01-02T00:00:05Z"),
      clip("2026-01-02T00:00:10Z"),
    ]);
    expect(seen).toEqual([false, false, true, false]);
  });

  it("is given nothing back by what failed after it had ended", () => {
    const replay = open(rule("generations", DAY, "1"));
    const seen = refusals(replay, [
      clip("2026-01-01T23:59:00Z", { state: "failed", cost: "0", lasts: 120 }),
      clip("2026-01-02T00:00:00Z"),
      clip("2026-01-02T00:02:00Z"),
    ]);
    expect(seen).toEqual([false, false, true]);
  });
});

describe("a rolling window", () => {
  const hour = { kind: "rolling", seconds: 3_600 } as const;

  it("is exact: what was made at t - seconds has left at t, a millisecond earlier it has not", () => {
    const first = clip("2026-01-01T10:00:00.000Z");
    expect(
      refusals(open(rule("generations", hour, "1")), [first, clip("2026-01-01T10:59:59.999Z")]),
    ).toEqual([false, true]);
    expect(
      refusals(open(rule("generations", hour, "1")), [first, clip("2026-01-01T11:00:00.000Z")]),
    ).toEqual([false, false]);
  });

  it("takes off what really was used: the held part that a failure gave back only once", () => {
    const replay = open(rule("generations", hour, "2"));
    const seen = refusals(replay, [
      clip("2026-01-01T10:00:00Z", { state: "failed", cost: "0", lasts: 60 }),
      clip("2026-01-01T10:00:30Z"),
      clip("2026-01-01T10:00:59Z"), // both held
      clip("2026-01-01T10:01:00Z"), // one was given back
      clip("2026-01-01T11:00:00Z"), // the failed one leaves with nothing
      clip("2026-01-01T11:00:30Z"), // the second leaves
    ]);
    expect(seen).toEqual([false, false, true, false, true, false]);
  });
});

describe("each metric", () => {
  it("in_flight holds 1 from creation to the end, for ever without one, whatever came of it", () => {
    const replay = open(rule("in_flight", { kind: "lifetime" }, "2"));
    const seen = refusals(replay, [
      clip("2026-01-01T00:00:00Z", { lasts: null, state: "running" }),
      clip("2026-01-01T00:00:01Z", { lasts: 10, state: "failed" }),
      clip("2026-01-01T00:00:10.999Z"),
      clip("2026-01-01T00:00:11Z", { lasts: 1 }),
      clip("2026-01-01T00:00:12Z"),
    ]);
    expect(seen).toEqual([false, false, true, false, false]);
  });

  it("video_seconds holds what was asked for and keeps what was made", () => {
    const replay = open(rule("video_seconds", { kind: "lifetime" }, "10"));
    const seen = refusals(replay, [
      clip("2026-01-01T00:00:00Z", { requested: 8, made: 5.5, lasts: 60 }),
      clip("2026-01-01T00:00:30Z", { requested: 2.001 }), // 8 held
      clip("2026-01-01T00:01:00Z", { requested: 4.5, made: null }), // 5.5 used
      clip("2026-01-01T01:00:00Z", { requested: 0.001, made: 0.001 }), // full: 10
      clip("2026-01-01T01:00:00Z", { requested: null, made: 0.001 }),
      clip("2026-01-01T01:00:00Z", { requested: null, made: null }),
    ]);
    expect(seen).toEqual([false, true, false, true, true, false]);
    expect(replay.result().amountUnknown).toBe(1);
  });

  it("video_seconds of a clip that failed but was billed are none", () => {
    const replay = open(rule("video_seconds", { kind: "lifetime" }, "4"));
    const seen = refusals(replay, [
      clip("2026-01-01T00:00:00Z", { state: "failed", made: null, cost: "1" }),
      clip("2026-01-01T00:00:59Z"),
      clip("2026-01-01T00:01:00Z"),
    ]);
    expect(seen).toEqual([false, true, false]);
  });

  it("gpu_seconds wants what was really taken", () => {
    const replay = open(rule("gpu_seconds", { kind: "lifetime" }, "12.5"));
    const seen = refusals(replay, [
      clip("2026-01-01T00:00:00Z", { gpuMs: 8_000 }),
      clip("2026-01-01T00:00:01Z", { gpuMs: 4_501 }),
      clip("2026-01-01T00:00:02Z", { gpuMs: null }),
      clip("2026-01-01T00:00:03Z", { gpuMs: 4_500 }),
    ]);
    expect(seen).toEqual([false, true, false, false]);
    expect(replay.result().amountUnknown).toBe(1);
  });

  it("cost counts the reporting currency alone, to the nano", () => {
    const replay = open(rule("cost", { kind: "lifetime" }, "0.3"));
    const seen = refusals(replay, [
      clip("2026-01-01T00:00:00Z", { cost: "0.1" }),
      clip("2026-01-01T00:00:01Z", { cost: "0.2" }),
      clip("2026-01-01T00:00:02Z", { cost: "0.000000001" }),
      clip("2026-01-01T00:00:03Z", { cost: "900", currency: "JPY" }),
      clip("2026-01-01T00:00:04Z", { cost: null }),
      clip("2026-01-01T00:00:05Z", { cost: "0" }),
    ]);
    expect(seen).toEqual([false, false, true, false, false, false]);
    expect(replay.result().amountUnknown).toBe(2);
  });

  it("cost stays exact where doubles are not", () => {
    const replay = open(rule("cost", { kind: "lifetime" }, "999999999.999999999"));
    const seen = refusals(replay, [
      clip("2026-01-01T00:00:00Z", { cost: "999999999.999999998" }),
      clip("2026-01-01T00:00:01Z", { cost: "0.000000002" }),
      clip("2026-01-01T00:00:02Z", { cost: "0.000000001" }),
      clip("2026-01-01T00:00:03Z", { cost: "0.000000001" }),
    ]);
    expect(seen).toEqual([false, true, false, true]);
    expect(replay.result().spendSaved).toEqual(new Map([["USD", 3n]]));
  });
});

describe("what a replay counts", () => {
  it("a limit of 0 refuses all, and nothing of it is used", () => {
    const replay = open(rule("generations", DAY, "0"), ["2026-01-01", "2026-01-02", "2026-01-03"]);
    refusals(replay, [
      clip("2026-01-01T10:00:00Z", { user: 4, feature: 1, cost: "0.4" }),
      clip("2026-01-01T11:00:00Z", { user: 2, feature: 1, cost: "70", currency: "JPY" }),
      clip("2026-01-03T00:00:00Z", { user: 4, feature: 0, cost: null }),
      clip("2026-01-03T01:00:00Z", { user: 4, feature: 0, state: "running", lasts: null }),
    ]);
    const spend = new Map([
      ["USD", 400_000_000n],
      ["JPY", 70_000_000_000n],
    ]);
    const nothing = new Map();
    const result = replay.result();
    expect(result).toMatchObject({
      considered: 4,
      refused: 4,
      users: 2,
      usersHit: 2,
      amountUnknown: 0,
      spendUnknown: 2,
      spendSaved: spend,
    });
    expect(result.features).toEqual(
      new Map([
        [0, { considered: 2, refused: 2, spendSaved: nothing }],
        [1, { considered: 2, refused: 2, spendSaved: spend }],
      ]),
    );
    expect(result.days).toEqual([
      { considered: 2, refused: 2, spendSaved: spend },
      { considered: 0, refused: 0, spendSaved: nothing },
      { considered: 2, refused: 2, spendSaved: nothing },
    ]);
    expect(replay.lossOf(4)).toEqual({
      considered: 3,
      refused: 3,
      spendSaved: new Map([["USD", 400_000_000n]]),
      firstRefusedAtMs: Date.parse("2026-01-01T10:00:00Z"),
    });
    expect([replay.refusedOf(2), replay.refusedOf(3), replay.lossOf(3)]).toEqual([1, 0, null]);
  });

  it("users by how much they lose, each band there", () => {
    const replay = open(rule("generations", DAY, "0"));
    for (const [user, losses] of [1, 2, 5, 6, 10, 11, 25, 26, 50, 51, 100, 101, 300].entries()) {
      for (let loss = 0; loss < losses; loss++)
        replay.add(...clip("2026-01-01T00:00:00Z", { user }));
    }
    expect(replay.result().histogram).toEqual([
      { from: 1, to: 1, users: 1, refused: 1 },
      { from: 2, to: 5, users: 2, refused: 7 },
      { from: 6, to: 10, users: 2, refused: 16 },
      { from: 11, to: 25, users: 2, refused: 36 },
      { from: 26, to: 50, users: 2, refused: 76 },
      { from: 51, to: 100, users: 2, refused: 151 },
      { from: 101, to: null, users: 2, refused: 401 },
    ]);
  });

  it("gives back what a lost one held once an operator released it", () => {
    const replay = open(rule("generations", DAY, "1"));
    const seen = refusals(replay, [
      clip("2026-01-01T00:00:00Z", { state: "lost", cost: null, lasts: 60, user: 1 }),
      clip("2026-01-01T00:00:00Z", { state: "lost", cost: null, lasts: null, user: 2 }),
      clip("2026-01-01T00:01:00Z", { user: 1 }),
      clip("2026-01-01T00:01:00Z", { user: 2 }),
    ]);
    expect(seen).toEqual([false, false, false, true]);
  });

  it("refuses a history that goes back in time", () => {
    const replay = open(rule("generations", DAY, "1"));
    replay.add(...clip("2026-01-01T00:00:01Z"));
    expect(() => replay.add(...clip("2026-01-01T00:00:00Z"))).toThrow(RangeError);
  });
});

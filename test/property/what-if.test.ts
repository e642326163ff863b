import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell, Cube } from "../../domain/what-if/cube.ts";
import { drawBands } from "../../domain/what-if/draw-bands.ts";
import { grid } from "../../domain/what-if/grid.ts";
import { limitedUse } from "../../domain/what-if/limited-use.ts";
import { project } from "../../domain/what-if/project.ts";
import { scenarioInput, type Scenario } from "../../domain/what-if/scenario.ts";
import { holdingQuotas, largestAdoption } from "../../domain/what-if/solve.ts";
import { waterfall } from "../../domain/what-if/waterfall.ts";
import { createSeededRandom } from "../../simulator/seeded-random.ts";

const EVEN_HOURS = Array.from({ length: 168 }, () => 1 / 168);
const cell = (given: Partial<Cell> & { clips: number; cost: number }): Cell => ({
  feature: "create",
  surface: "app",
  region: "US",
  plan: "free",
  model: "m",
  resolution: "720p",
  made: true,
  priced: given.clips,
  measured: given.clips,
  seconds: given.clips * 10,
  timed: given.clips,
  gpuSeconds: given.clips * 2400,
  unitCost: null,
  ...given,
});
const cubeOf = (cells: readonly Cell[], more: Partial<Cube> = {}): Cube => ({
  days: 10,
  currency: "USD",
  cells,
  plans: [],
  hours: EVEN_HOURS,
  revenue: [],
  rates: {},
  ...more,
});
/** A ten-second clip for $1.30, as the analysts have it. */
const DEMO = cubeOf([cell({ clips: 1000, cost: 1300 })]);
const LAUNCH = { eligibleUsers: 850e6, adoption: 0.01, clipsPerWeek: 1, plan: "free" };
const scenario = (given: object): Scenario => scenarioInput.parse(given);
const near = (expected: number, part = 1e-9) => [
  expected - Math.abs(expected) * part,
  expected + Math.abs(expected) * part,
];
const expectNear = (value: number | undefined, expected: number, part?: number) => {
  const [low = 0, high = 0] = near(expected, part);
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
};

const amounts = fc.record({
  plan: fc.constantFrom("free", "plus"),
  model: fc.constantFrom("a", "b"),
  resolution: fc.constantFrom("480p", "720p"),
  made: fc.boolean(),
  clips: fc.integer({ min: 1, max: 1e6 }),
  each: fc.double({ min: 0.01, max: 10, noNaN: true }),
});
const cells = fc
  .array(amounts, { minLength: 1, maxLength: 12 })
  .map((drawn) => drawn.map(({ each, ...rest }) => cell({ ...rest, cost: rest.clips * each })));
const groups = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((drawn) => {
    const users = drawn.reduce((sum, [each]) => sum + each, 0);
    const clips = drawn.reduce((sum, [, each]) => sum + each, 0);
    return drawn.map(([user, clip]) => ({ users: user / users, clips: clip / clips }));
  });

describe("a scenario", () => {
  it("that changes nothing comes to what was recorded, whatever the cells", () => {
    fc.assert(
      fc.property(cells, (drawn) => {
        const { steady, missing } = project(cubeOf(drawn), scenario({}));
        expectNear(steady.spend, drawn.reduce((sum, each) => sum + each.cost, 0) / 10);
        expectNear(steady.clips, drawn.reduce((sum, each) => sum + each.clips, 0) / 10);
        expect(missing).toEqual([]);
      }),
    );
  });

  it("is the hand's calculation for a launch: 1 % of 850 M once a week, and 5 % twice", () => {
    const once = project(DEMO, scenario({ recorded: false, launch: LAUNCH }));
    expectNear(once.steady.spend, (850e6 * 0.01 * 1.3) / 7);
    expect(Math.round(once.steady.spend)).toBe(1_578_571);
    const twice = { ...LAUNCH, adoption: 0.05, clipsPerWeek: 2 };
    const { steady, gpus } = project(DEMO, scenario({ recorded: false, launch: twice }));
    expect(Math.round(steady.spend)).toBe(15_785_714);
    expectNear(gpus?.needed, (steady.clips * 2400) / 86_400, 1e-4);
  });

  it("doubles with the length, scales with a price, and follows the mix", () => {
    const drawn = [
      cell({ clips: 100, cost: 100, model: "a" }),
      cell({ clips: 300, cost: 900, model: "b" }),
    ];
    const at = (given: object) => project(cubeOf(drawn), scenario(given)).steady.spend;
    expectNear(at({}), 100);
    expectNear(at({ seconds: 20 }), 200);
    expectNear(at({ priceFactors: { b: 0.5 } }), 55);
    expectNear(at({ models: { a: 1 } }), 40);
    expectNear(at({ models: { a: 0.5, b: 0.5 } }), 80);
    expectNear(at({ gpu: { perHour: 1.5, utilisation: 0.5 } }), (40 * 2400 * 3) / 3600);
  });

  it("fails as often as asked, and tries again what failed", () => {
    fc.assert(
      fc.property(
        cells,
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (drawn, failureRate, retryRate) => {
          const made = drawn.filter((each) => each.made);
          fc.pre(made.length > 0 && made.length < drawn.length);
          // One kind of clip: with several, one may reach the most that can fail.
          const alike = drawn.map((each) => ({
            ...each,
            model: "a",
            resolution: "x",
            plan: "free",
          }));
          const whole = (part: boolean) => {
            const own = alike.filter((each) => each.made === part);
            const clips = own.reduce((sum, each) => sum + each.clips, 0);
            return own.reduce((sum, each) => sum + each.cost, 0) / clips;
          };
          const clips = alike.reduce((sum, each) => sum + each.clips, 0);
          const { steady } = project(cubeOf(alike), scenario({ failureRate, retryRate }));
          const perTry = (1 - failureRate) * whole(true) + failureRate * whole(false);
          expectNear(steady.spend, (clips / 10) * (perTry / (1 - failureRate * retryRate)), 1e-6);
        },
      ),
    );
  });

  it("says what the record can't answer, by its name", () => {
    const { missing } = project(DEMO, scenario({ models: { m: 0.5, other: 0.5 } }));
    expect(missing).toEqual([{ kind: "model", name: "other" }]);
    const unpriced = cubeOf([
      cell({ clips: 5, cost: 0, priced: 0, model: "dark" }),
      cell({ clips: 5, cost: 5 }),
    ]);
    expect(project(unpriced, scenario({})).missing).toEqual([]);
    expectNear(project(unpriced, scenario({})).steady.spend, 1);
  });

  it("leaves out revenue in a currency without a rate, and says so", () => {
    const cube = cubeOf([cell({ clips: 10, cost: 10 })], {
      revenue: [
        { plan: "plus", currency: "USD", amount: 100 },
        { plan: "plus", currency: "JPY", amount: 1500 },
        { plan: "plus", currency: "THB", amount: 1500 },
      ],
      rates: { JPY: 0.01 },
    });
    const { steady, leftOut } = project(cube, scenario({ planPriceFactors: { plus: 2 } }));
    expectNear(steady.revenue, 23);
    expect(leftOut).toEqual(["THB"]);
    expectNear(project(cube, scenario({ rates: { JPY: 0.02, THB: 0 + 1 } })).steady.revenue, 163);
  });
});

describe("quotas of a scenario", () => {
  it("never raise spend when they are lowered, and never let through more than was wanted", () => {
    fc.assert(
      fc.property(
        groups,
        fc.double({ min: 0.001, max: 50, noNaN: true }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom(1, 7, 30.4375),
        (spread, wanted, clips, windowDays) => {
          const at = (count: number) => limitedUse(spread, wanted, [{ clips: count, windowDays }]);
          const [less, more] = [at(clips), at(clips + 1)];
          expect(less.clipsPerDay).toBeLessThanOrEqual(more.clipsPerDay * (1 + 1e-9));
          expect(more.clipsPerDay).toBeLessThanOrEqual(wanted);
          expect(less.blocked).toBeGreaterThanOrEqual(more.blocked - 1e-9);
          expect(at(1e6).clipsPerDay).toBeCloseTo(wanted, 6);
        },
      ),
    );
  });

  it.each([
    { clips: 1, windowDays: 1, wanted: 0.3 },
    { clips: 6, windowDays: 1, wanted: 3 },
    { clips: 4, windowDays: 7, wanted: 0.6 },
    { clips: 3, windowDays: 30, wanted: 0.2 },
  ])(
    "let through what 100,000 simulated users get: $clips per $windowDays days, $wanted wanted",
    ({ clips, windowDays, wanted }) => {
      const spread = [
        { users: 0.6, clips: 0.1 },
        { users: 0.3, clips: 0.3 },
        { users: 0.09, clips: 0.3 },
        { users: 0.01, clips: 0.3 },
      ];
      const random = createSeededRandom(7);
      const users = 100_000;
      let through = 0;
      let over = 0;
      for (let user = 0; user < users; user += 1) {
        let at = (user + 0.5) / users;
        const group = spread.find((each) => (at -= each.users) < 0) ?? spread[3];
        const mean = ((wanted * (group?.clips ?? 0)) / (group?.users ?? 1)) * windowDays;
        // Arrivals one after the other, each after an exponential wait.
        let count = 0;
        for (let time = -Math.log(1 - random()); time < mean; time -= Math.log(1 - random()))
          count += 1;
        through += Math.min(count, clips);
        over += count > clips ? 1 : 0;
      }
      const use = limitedUse(spread, wanted, [{ clips, windowDays }]);
      expectNear(use.clipsPerDay, through / users / windowDays, 0.01);
      expect(Math.abs(use.blocked - over / users)).toBeLessThan(0.005);
    },
  );

  it("that hold a budget are the most that do, and one clip more breaks it", () => {
    const plain = scenario({
      recorded: false,
      launch: { ...LAUNCH, adoption: 0.05, clipsPerWeek: 2 },
    });
    const held = holdingQuotas(DEMO, plain, "free", 2e6);
    expect(held.map(({ window, clips }) => [window, clips])).toEqual([
      ["day", null],
      ["week", null],
      ["month", 1],
    ]);
    expect(holdingQuotas(DEMO, plain, "free", 1e9)).toEqual([]);
    for (const { clips, spend } of held) {
      if (clips === null) continue;
      expect(spend).toBeLessThanOrEqual(2e6);
      const more = [{ plan: "free", clips: clips + 1, window: "month" }];
      expect(project(DEMO, scenario({ ...plain, quotas: more })).steady.spend).toBeGreaterThan(2e6);
    }
  });
});

describe("a budget of a day", () => {
  it("bears as many users as the hand's calculation says", () => {
    const plain = scenario({ recorded: false, launch: { ...LAUNCH, clipsPerWeek: 2 } });
    const most = largestAdoption(DEMO, plain, 2e6);
    expectNear(most?.adoption, (2e6 * 7) / (850e6 * 2 * 1.3));
    expectNear(most?.spend, 2e6);
    expect(largestAdoption(DEMO, scenario({ launch: LAUNCH }), 1)?.adoption).toBe(0);
    expect(largestAdoption(DEMO, scenario({}), 1)).toBeNull();
  });
});

describe("the way from what was recorded to a scenario", () => {
  it("is made of steps that sum to the difference", () => {
    fc.assert(
      fc.property(cells, fc.double({ min: 1, max: 30, noNaN: true }), (drawn, seconds) => {
        const given = scenario({
          launch: { ...LAUNCH, planPrice: 20, payingShare: 0.02 },
          seconds,
          failureRate: 0.1,
          retryRate: 0.5,
          priceFactors: { a: 2 },
          quotas: [{ plan: "free", clips: 1, window: "day" }],
        });
        const { baseline, steps, scenario: after } = waterfall(cubeOf(drawn), given);
        const exact = project(cubeOf(drawn), given).steady;
        expect(after).toEqual(exact);
        const sum = steps.reduce((all, { margin }) => all + margin, baseline.margin);
        expect(Math.abs(sum - exact.margin)).toBeLessThan(1e-6 * Math.abs(exact.spend));
      }),
    );
  });
});

describe("the grid of two levers", () => {
  it("holds the hand's calculation at each pair", () => {
    const plain = scenario({ recorded: false, launch: LAUNCH });
    const { days } = grid(
      DEMO,
      plain,
      { lever: "adoption", values: [0.01, 0.05] },
      { lever: "clipsPerWeek", values: [1, 2] },
    );
    const spend = days.map((row) => row.map((day) => Math.round(day.spend)));
    expect(spend).toEqual([
      [1_578_571, 3_157_143],
      [7_892_857, 15_785_714],
    ]);
  });
});

describe("bands of a scenario", () => {
  const ranges = { adoption: { low: 0.5, high: 2 }, clipCost: { low: 0.9, high: 1.1 } };
  const launched = scenario({ recorded: false, launch: LAUNCH, ranges, days: 30 });

  it("are the same for the same seed, and others for another", () => {
    const at = (seed: number) => drawBands(DEMO, launched, 200, createSeededRandom(seed)).whole;
    expect(at(3)).toEqual(at(3));
    expect(at(3)).not.toEqual(at(4));
  });

  it("hold eight in ten of what a single range draws, by its own closed form", () => {
    const one = scenario({
      recorded: false,
      launch: LAUNCH,
      ranges: { adoption: ranges.adoption },
    });
    const { days } = drawBands(DEMO, one, 20_000, createSeededRandom(5));
    const middle = (850e6 * 0.01 * 1.3) / 7;
    expectNear(days[0]?.spend.low, middle * 0.5, 0.03);
    expectNear(days[0]?.spend.middle, middle, 0.03);
    expectNear(days[0]?.spend.high, middle * 2, 0.03);
  });

  it("shrink to the projection where nothing is uncertain and clips are many", () => {
    const sure = scenario({ recorded: false, launch: LAUNCH, days: 2 });
    const { days } = drawBands(DEMO, sure, 500, createSeededRandom(1));
    const exact = project(DEMO, sure).steady.spend;
    expectNear(days[0]?.spend.low, exact, 0.01);
    expectNear(days[0]?.spend.high, exact, 0.01);
  });

  it("follow the quotas as the projection does", () => {
    const quotas = [{ plan: "free", clips: 1, window: "month" }];
    const limited = scenario({ recorded: false, launch: { ...LAUNCH, clipsPerWeek: 7 }, quotas });
    const { days } = drawBands(DEMO, limited, 200, createSeededRandom(1));
    expectNear(days[0]?.spend.middle, project(DEMO, limited).steady.spend, 0.01);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../web/view/url-codec.ts";
import { readWhatIfSearch, scenarioOf } from "../../../web/view/what-if-search.ts";

const read = (query: string) => readWhatIfSearch(parseSearch(query));

describe("a scenario's address", () => {
  it("says every lever, and means the same after it was written again", () => {
    const query =
      "?users=850000000&adopt=0.05&cpw=2&plan=free&curve=spike:3:14&paying=0.02&planprice=20&packs=0.1&packprice=4" +
      "&days=30&alone=1&sec=8&mix=sora-2:0.9&mix=sora:2:pro:0.1&pf=sora-2:0.5&gpu=2.5:0.6&gpus=40000&fail=0.1&retry=0.5" +
      "&quota=free:1:month&quota=a:b:6:day&ppf=plus:1.2&fx=JPY:0.0065&sure=adoption:0.5:2&seed=7&budget=2000000&down=adoption&across=clipsPerWeek";
    const search = read(query);
    expect(scenarioOf(search)).toMatchObject({
      days: 30,
      recorded: false,
      launch: {
        eligibleUsers: 850e6,
        adoption: 0.05,
        clipsPerWeek: 2,
        curve: { kind: "spike", peak: 3, halfLifeDays: 14 },
      },
      models: { "sora-2": 0.9, "sora:2:pro": 0.1 },
      gpu: { perHour: 2.5, utilisation: 0.6 },
      quotas: [
        { plan: "free", clips: 1, window: "month" },
        { plan: "a:b", clips: 6, window: "day" },
      ],
      ranges: { adoption: { low: 0.5, high: 2 } },
    });
    expect(read(stringifySearch(search))).toEqual(search);
    expect([search.budget, search.down, search.across]).toEqual([
      "2000000",
      "adoption",
      "clipsPerWeek",
    ]);
  });

  it("leaves a lever that makes no sense as it was recorded, and keeps the others", () => {
    const search = read(
      "?users=1000&adopt=7&sec=-3&mix=a:0.2&fail=0.1&quota=free:x:day&curve=wave&down=shoe",
    );
    expect(search).toEqual({ users: "1000", fail: "0.1" });
    expect(scenarioOf(search).launch?.adoption).toBe(0.01);
  });

  it("is always a scenario, whatever it says", () => {
    const names = [
      "users",
      "adopt",
      "mix",
      "quota",
      "sure",
      "gpu",
      "curve",
      "days",
      "__proto__",
      "pf",
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 20 }))),
        (pairs) => {
          const query = new URLSearchParams(pairs.map(([name, value]) => [name, value]));
          expect(() => scenarioOf(read(`?${query.toString()}`))).not.toThrow();
        },
      ),
    );
  });
});

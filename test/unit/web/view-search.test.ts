import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../web/view/url-codec.ts";
import {
  DIMENSIONS,
  formatFilter,
  parseFilter,
  readViewSearch,
  withFilter,
} from "../../../web/view/view-search.ts";
import { misread } from "../../../web/view/misread.ts";
import { safeNext } from "../../../web/view/safe-next.ts";

const read = (query: string) => readViewSearch(parseSearch(query));

describe("what an address asks for and nobody knows", () => {
  it("is told as it is written there", () => {
    const told = (query: string) => misread(parseSearch(query));
    expect(told("?range=century&cmp=maybe&tz=Mars/Olympus&f=nope:1&f=feature:")).toEqual([
      "range=century",
      "tz=Mars/Olympus",
      "cmp=maybe",
      "f=nope:1",
      "f=feature:",
    ]);
    expect(told("?range=custom&from=2026-02-30&to=2026-03-01")).toEqual([
      "from=2026-02-30",
      "to=2026-03-01",
    ]);
    expect(told("?f=waste:failed,shoe&f=feature:remix")).toEqual(["f=waste:failed,shoe"]);
  });

  it("is nothing in any address that a page writes", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DIMENSIONS),
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1 }),
        fc.constantFrom("24h", "30d", "12m"),
        fc.constantFrom("none", "weekday"),
        (name, values, range, cmp) => {
          const f = formatFilter({ name, values });
          fc.pre(parseFilter(f)?.values.length === values.length);
          const query = stringifySearch({ range, cmp, tz: "Europe/Paris", f: [f] });
          expect(misread(parseSearch(query))).toEqual([]);
        },
      ),
    );
  });
});

describe("the view in the address", () => {
  it("falls back to the defaults for what makes no sense", () => {
    expect(read("?range=century&cmp=maybe&tz=Mars/Olympus&f=nope:1&f=feature:")).toEqual({});
  });

  it("falls back for what the API would refuse: no such day, too many days, no such state, no name", () => {
    const custom = (from: string, to: string) => read(`?range=custom&from=${from}&to=${to}`);
    expect(custom("2026-02-30", "2026-03-01")).toEqual({});
    expect(custom("2026-03-01", "2026-02-01")).toEqual({});
    expect(custom("2001-01-01", "2026-01-01")).toEqual({});
    expect(custom("0001-01-01", "0001-01-02")).toEqual({});
    expect(custom("2023-11-25", "2026-11-25")).toMatchObject({ range: "custom" });
    expect(read("?f=status:shoe&f=waste:failed,shoe")).toEqual({ f: ["waste:failed"] });
    expect(read(`?f=feature:${"x".repeat(1_500)}&f=user:%00`)).toEqual({});
  });

  it("leaves defaults out, so that one view has one address", () => {
    expect(read("?range=30d&cmp=none")).toEqual({});
  });

  it("keeps dates only for a custom range", () => {
    expect(read("?range=7d&from=2026-01-01&to=2026-01-02")).toEqual({ range: "7d" });
    expect(read("?range=custom&from=2026-01-01&to=2026-01-02")).toEqual({
      range: "custom",
      from: "2026-01-01",
      to: "2026-01-02",
    });
  });

  it("orders and merges filters, so that two addresses of one view ask one question", () => {
    const one = read("?f=user:b,a&f=feature:remix");
    const other = read("?f=feature:remix&f=user:a&f=user:b");
    expect(one).toEqual(other);
    expect(one.f).toEqual(["feature:remix", "user:a,b"]);
  });

  it("carries every value through the address and back, commas and per cents too", () => {
    const value = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(
        fc.constantFrom(...DIMENSIONS),
        fc.uniqueArray(value, { minLength: 1 }),
        (name, values) => {
          const query = stringifySearch({ f: [formatFilter({ name, values })] });
          const filters = (read(query).f ?? []).map(parseFilter);
          expect(filters).toEqual([{ name, values: values.toSorted() }]);
        },
      ),
    );
  });

  it("removes a filter when no value of it is left", () => {
    expect(withFilter([{ name: "feature", values: ["remix"] }], "feature", [])).toEqual([]);
  });
});

describe("the page to return to after sign-in", () => {
  it("is one of ours", () => {
    expect(safeNext("/generations?f=feature:remix")).toBe("/generations?f=feature:remix");
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "generations",
    "/sign-in?next=/sign-in",
    "",
  ])("is never %j", (next) => {
    expect(safeNext(next)).toBeNull();
  });
});

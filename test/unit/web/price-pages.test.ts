import { describe, expect, it } from "vitest";
import type { UnpricedKind } from "../../../api/contract/unpriced.ts";
import { en } from "../../../web/i18n/en.ts";
import { fixSearch } from "../../../web/pages/prices/fix-search.ts";
import { readPriceFile } from "../../../web/pages/prices/price-file.ts";
import { rerateQuestion } from "../../../web/pages/prices/rerate-question.ts";
import { keepView } from "../../../web/view/keep-view.ts";
import { readRerateSearch } from "../../../web/view/rerate-search.ts";
import { dayAfter } from "../../../web/view/time-range.ts";

const BY = { timeZone: "Europe/Paris", currency: "EUR" };
const SCOPE = { from: "2026-03-01", to: "2026-04-01", provider: "openai", model: "sora-2" };
const PRICE = { unit: "second", amount: "0.1", valid_from: "2026-01-01" };

describe("the address of a re-rating", () => {
  it("asks by the book as it is when it names no price", () => {
    const search = readRerateSearch({ ...SCOPE, unpriced_only: "true", other: "x" });
    expect(rerateQuestion(search, BY)).toEqual({
      kind: "question",
      question: { scope: { ...SCOPE, unpriced_only: true }, tz: "Europe/Paris" },
    });
  });

  it("proposes a price of its provider and model, in the workspace's currency unless it says another", () => {
    const conditions = JSON.stringify({ seconds: "8", audio: true });
    const asked = rerateQuestion({ ...SCOPE, ...PRICE, conditions, valid_to: "2026-06-01" }, BY);
    expect(asked).toMatchObject({
      question: {
        prices: [
          {
            provider: "openai",
            model: "sora-2",
            ...PRICE,
            currency: "EUR",
            conditions: { seconds: "8", audio: true },
            valid_to: "2026-06-01",
          },
        ],
      },
    });
  });

  it.each([
    [{ ...SCOPE, from: undefined }],
    [{ ...SCOPE, ...PRICE, amount: undefined }],
    [{ ...SCOPE, ...PRICE, model: undefined }],
    [{ ...SCOPE, ...PRICE, valid_from: undefined }],
    [{ ...SCOPE, ...PRICE, unit: "hour" }],
  ])("asks nothing while something is missing: %j", (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined);
    expect(rerateQuestion(Object.fromEntries(given), BY)).toEqual({ kind: "incomplete" });
  });

  it.each(["{", "[]", "null", '{"size":{}}', '"x"'])("says that %s are no conditions", (text) => {
    expect(rerateQuestion({ ...SCOPE, ...PRICE, conditions: text }, BY)).toEqual({
      kind: "bad_conditions",
    });
  });

  it("keeps its days to itself: they are not the period of other pages", () => {
    expect(keepView({ ...SCOPE, tz: "UTC" })).toEqual({ tz: "UTC" });
    const period = { range: "custom", from: "2026-03-01", to: "2026-03-31" } as const;
    expect(keepView(period)).toEqual(period);
  });
});

describe("what mends an unpriced kind", () => {
  const kind: UnpricedKind = {
    provider: "openai",
    model: "new",
    reason: "no_price_for_model",
    generations: 2,
    // The next day in Paris.
    first: "2026-02-28T23:30:00.000Z",
    last: "2026-03-05T08:00:00.000Z",
    dimensions: [],
    suggested: {
      provider: "openai",
      model: "new",
      unit: "second",
      conditions: { size: "1x1" },
      currency: "USD",
      valid_from: "2026-02-28",
      valid_to: null,
    },
  };
  const view = { toMs: Date.parse("2026-03-31T22:00:00Z"), timeZone: "Europe/Paris" };

  it("reaches from its first day to the end of the view, and lacks its amount alone", () => {
    const search = fixSearch(kind, view);
    expect(search).toMatchObject({ from: "2026-03-01", to: "2026-04-01", unpriced_only: "true" });
    expect(rerateQuestion(search, BY)).toEqual({ kind: "incomplete" });
    const { valid_to: _, ...suggested } = kind.suggested;
    expect(rerateQuestion({ ...search, amount: "0.2" }, BY)).toMatchObject({
      question: { prices: [{ ...suggested, amount: "0.2" }] },
    });
  });

  it("is the book as it is where that has a price by now", () => {
    expect(rerateQuestion(fixSearch({ ...kind, reason: null }, view), BY)).toMatchObject({
      kind: "question",
      question: { scope: { model: "new", unpriced_only: true } },
    });
  });
});

describe("a file of prices", () => {
  it("is JSON by its first character and CSV otherwise", () => {
    expect(readPriceFile('\uFEFF{"prices":[{"a":1}]}', en)).toEqual({
      kind: "file",
      body: { prices: [{ a: 1 }] },
    });
    expect(readPriceFile("[]", en)).toEqual({ kind: "file", body: { prices: [] } });
    expect(readPriceFile("provider,model\n", en)).toEqual({
      kind: "file",
      body: { csv: "provider,model\n" },
    });
    expect(readPriceFile("{", en)).toMatchObject({ kind: "bad" });
    expect(readPriceFile('{"rates":[]}', en)).toMatchObject({ kind: "bad" });
  });
});

describe("the day after", () => {
  it.each([
    ["2026-02-28", "2026-03-01"],
    ["2026-12-31", "2027-01-01"],
    // Clocks change in Paris.
    ["2026-10-25", "2026-10-26"],
  ])("%s is %s", (date, next) => {
    expect(dayAfter(date)).toBe(next);
  });
});

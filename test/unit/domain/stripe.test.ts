import { describe, expect, it } from "vitest";
import { attribute } from "../../../domain/stripe/attribute.ts";
import { fromCsvAmount, fromMinor } from "../../../domain/stripe/minor-units.ts";
import { projectPayments } from "../../../domain/stripe/project-payments.ts";
import { readExport } from "../../../domain/stripe/read-export.ts";
import { readObject } from "../../../domain/stripe/read-object.ts";
import type { StripeSettings } from "../../../domain/stripe/stripe-settings.ts";
import { charge, invoice, NOVEMBER } from "../../support/stripe-objects.ts";

const SETTINGS: StripeSettings = {
  recognise: "period",
  metadata: {
    feature: "feature",
    user: "user",
    customer: "customer",
    surface: "surface",
    region: "region",
    platform: "platform",
    plan: "plan",
  },
  prices: { price_1: { plan: "of the price" }, prod_1: { plan: "of the product", feature: "f" } },
};

function entriesOf(object: unknown) {
  const read = readObject(object, { stamp: null });
  if (read.kind !== "facts") throw new Error(JSON.stringify(read));
  return projectPayments(read.facts, SETTINGS).entries;
}

describe("an amount of Stripe's", () => {
  it.each([
    [1_999, "USD", "19.990000000"],
    [-1, "EUR", "-0.010000000"],
    [500, "JPY", "500.000000000"],
    [5_120, "KWD", "5.120000000"],
    // No smaller unit, and counted in hundredths all the same.
    [500, "ISK", "5.000000000"],
    [500, "UGX", "5.000000000"],
  ])("of %i %s is %s", (minor, currency, decimal) => {
    expect(fromMinor(minor, currency)).toBe(decimal);
  });

  it.each([
    ["-1,234,567.50", "-1234567.500000000"],
    ["0.88", "0.880000000"],
    ["0,88", null],
    ["1,23", null],
    ["", null],
  ])("in a file, %j, is %s", (text, decimal) => {
    expect(fromCsvAmount(text)).toBe(decimal);
  });
});

describe("who paid for what", () => {
  const line = { price: "price_1", product: "prod_1", customer: "cus_1" };

  it("is the line's own word, then the price's, the product's, then what is said farther away", () => {
    const said = { ...line, metadata: [{}, { plan: "of the invoice", feature: "g", user: "u" }] };
    expect(attribute(said, SETTINGS)).toEqual({
      plan: "of the price",
      feature: "f",
      user: "u",
      customer: "cus_1",
    });
    const own = { ...said, metadata: [{ plan: "own", customer: "acme" }, ...said.metadata] };
    expect(attribute(own, SETTINGS)).toMatchObject({ plan: "own", customer: "acme" });
  });
});

describe("an invoice", () => {
  it("is booked to its last cent: what its lines don't say is an entry of its own", () => {
    const long = invoice({ id: "in_1", paidAt: NOVEMBER, lines: [{ id: "il_1", amount: 1_000 }] });
    const entries = entriesOf({ ...long, total: 4_200, total_excluding_tax: 3_500 });
    expect(entries.map(({ externalId, gross }) => [externalId, gross])).toEqual([
      ["stripe:il_1", "10.000000000"],
      ["stripe:in_1:rest", "25.000000000"],
    ]);
  });

  it.each(["draft", "open", "void", "uncollectible"])("that is %s is no revenue", (status) => {
    const lines = [{ id: "il_1", amount: 1_000 }];
    expect(entriesOf(invoice({ id: "in_1", paidAt: NOVEMBER, lines, status }))).toEqual([]);
  });

  it("whose lines are named like their subscription has entries of its own each month", () => {
    const lines = [{ id: "sub_1", amount: 1_000 }];
    const [entry] = entriesOf(invoice({ id: "in_9", paidAt: NOVEMBER, lines }));
    expect(entry?.externalId).toBe("stripe:in_9:sub_1");
  });
});

describe("a charge", () => {
  it.each([
    ["failed", { status: "failed" }],
    ["not captured", { captured: false }],
  ])("that %s is no revenue", (_what, change) => {
    expect(entriesOf({ ...charge({ id: "ch_1", amount: 100, at: NOVEMBER }), ...change })).toEqual(
      [],
    );
  });

  it("of which a part was captured is that part", () => {
    const part = { ...charge({ id: "ch_1", amount: 100, at: NOVEMBER }), amount_captured: 60 };
    expect(entriesOf(part)).toMatchObject([{ gross: "0.600000000", net: "0.600000000" }]);
  });
});

describe("a payments export", () => {
  it("gives the fees of what was paid, in the currency in which they were kept", () => {
    const csv = [
      "id,Created date (UTC),Amount,Currency,Converted Currency,Fee,Status",
      "ch_1,2026-11-01,20.00,eur,usd,0.93,Paid",
      "ch_2,2026-11-01,20.00,usd,,,Failed",
    ].join("\n");
    expect(readExport(csv)).toMatchObject({
      kind: "facts",
      others: 1,
      facts: [{ kind: "fee", id: "ch_1", amount: "0.930000000", currency: "USD" }],
    });
  });
});

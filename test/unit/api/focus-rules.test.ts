import { describe, expect, it } from "vitest";
import { FOCUS_COLUMNS } from "../../../api/exports/focus-columns.ts";
import { focusFaults, type FocusRow } from "../../support/focus-rules.ts";

const HEADER = FOCUS_COLUMNS.map(({ name }) => name);

const ROW: FocusRow = {
  BilledCost: "0.4",
  BillingAccountId: "ws_1",
  BillingAccountType: "Workspace",
  BillingCurrency: "USD",
  BillingPeriodStart: "2026-03-01T00:00:00Z",
  BillingPeriodEnd: "2026-04-01T00:00:00Z",
  ChargeCategory: "Usage",
  ChargeFrequency: "Usage-Based",
  ChargePeriodStart: "2026-03-01T00:00:00Z",
  ChargePeriodEnd: "2026-03-01T00:00:01Z",
  ConsumedQuantity: "4",
  ConsumedUnit: "Seconds",
  ContractedCost: "0.4",
  ContractedUnitPrice: "0.1",
  EffectiveCost: "0.4",
  InvoiceIssuerName: "openai",
  ListCost: "0.8",
  ListUnitPrice: "0.2",
  PricingCategory: "Standard",
  PricingCurrency: "USD",
  PricingCurrencyContractedUnitPrice: "0.1",
  PricingCurrencyEffectiveCost: "0.4",
  PricingCurrencyListUnitPrice: "0.2",
  PricingQuantity: "4",
  PricingUnit: "Seconds",
  ProviderName: "openai",
  PublisherName: "openai",
  ServiceCategory: "AI and Machine Learning",
  ServiceName: "openai video generation",
  ServiceSubcategory: "Generative AI",
  SkuId: "openai/sora-2",
  SkuPriceId: "openai/sora-2/p1",
  Tags: "{}",
};

describe("the rules of FOCUS", () => {
  it("find nothing in a row that keeps them", () => {
    expect(focusFaults(HEADER, [ROW])).toEqual([]);
  });

  it.each([
    ["a missing value", { BilledCost: "" }],
    ["a value that is not allowed", { ChargeClass: "Refund" }],
    ["an amount that is no number", { EffectiveCost: "0,4" }],
    ["a negative price", { ContractedUnitPrice: "-0.1", ContractedCost: "-0.4" }],
    ["a product that is a nano off", { ContractedCost: "0.400000001" }],
    ["a list cost that is no product", { ListCost: "0.4" }],
    ["a currency in words", { BillingCurrency: "Dollar" }],
    ["an instant with milliseconds", { ChargePeriodStart: "2026-03-01T00:00:00.000Z" }],
    ["an empty charge period", { ChargePeriodEnd: "2026-03-01T00:00:00Z" }],
    ["a charge that outlasts its billing period", { ChargePeriodEnd: "2026-04-01T00:00:01Z" }],
    ["a type without what it is the type of", { ResourceType: "Video Generation" }],
    ["tags that nest", { Tags: '{"a":{"b":1}}' }],
    ["a detail of ours without its prefix", { SkuPriceDetails: '{"Resolution":"1080p"}' }],
  ])("find %s", (_name, change) => {
    expect(focusFaults(HEADER, [{ ...ROW, ...change }])).not.toEqual([]);
  });

  it("find a column that is missing, one that is unknown, and a price of two articles", () => {
    expect(focusFaults(HEADER.slice(1), [ROW])).toEqual(["AvailabilityZone is missing"]);
    expect(focusFaults([...HEADER, "Feature"], [ROW])).toEqual(["Feature is no column of FOCUS"]);
    expect(focusFaults(HEADER, [ROW, { ...ROW, SkuId: "openai/sora-3" }])).toEqual([
      "row 2: SkuPriceId belongs to two SkuIds",
    ]);
  });

  it("let a correction's factors differ from its cost, and nothing else's", () => {
    const corrected = { ...ROW, ContractedCost: "0.7", ChargeClass: "Correction" };
    expect(focusFaults(HEADER, [corrected])).toEqual([]);
    expect(focusFaults(HEADER, [{ ...corrected, ChargeClass: "" }])).not.toEqual([]);
  });
});

import { multiplyNano, parseNano } from "../../domain/money.ts";

/** Columns of FOCUS 1.2 and whether the specification lets a usage's value be null there. */
const COLUMNS: Readonly<Record<string, "never null" | "may be null">> = {
  AvailabilityZone: "may be null",
  BilledCost: "never null",
  BillingAccountId: "never null",
  BillingAccountName: "may be null",
  BillingAccountType: "never null",
  BillingCurrency: "never null",
  BillingPeriodEnd: "never null",
  BillingPeriodStart: "never null",
  CapacityReservationId: "may be null",
  CapacityReservationStatus: "may be null",
  ChargeCategory: "never null",
  ChargeClass: "may be null",
  ChargeDescription: "may be null",
  ChargeFrequency: "never null",
  ChargePeriodEnd: "never null",
  ChargePeriodStart: "never null",
  CommitmentDiscountCategory: "may be null",
  CommitmentDiscountId: "may be null",
  CommitmentDiscountName: "may be null",
  CommitmentDiscountQuantity: "may be null",
  CommitmentDiscountStatus: "may be null",
  CommitmentDiscountType: "may be null",
  CommitmentDiscountUnit: "may be null",
  ConsumedQuantity: "never null",
  ConsumedUnit: "never null",
  ContractedCost: "never null",
  ContractedUnitPrice: "never null",
  EffectiveCost: "never null",
  InvoiceId: "may be null",
  InvoiceIssuerName: "never null",
  ListCost: "never null",
  ListUnitPrice: "never null",
  PricingCategory: "never null",
  PricingCurrency: "never null",
  PricingCurrencyContractedUnitPrice: "never null",
  PricingCurrencyEffectiveCost: "never null",
  PricingCurrencyListUnitPrice: "never null",
  PricingQuantity: "never null",
  PricingUnit: "never null",
  ProviderName: "never null",
  PublisherName: "never null",
  RegionId: "may be null",
  RegionName: "may be null",
  ResourceId: "may be null",
  ResourceName: "may be null",
  ResourceType: "may be null",
  ServiceCategory: "never null",
  ServiceName: "never null",
  ServiceSubcategory: "never null",
  SkuId: "never null",
  SkuMeter: "may be null",
  SkuPriceDetails: "may be null",
  SkuPriceId: "never null",
  SubAccountId: "may be null",
  SubAccountName: "may be null",
  SubAccountType: "may be null",
  Tags: "may be null",
};

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
  ChargeClass: ["", "Correction"],
  ChargeFrequency: ["One-Time", "Recurring", "Usage-Based"],
  PricingCategory: ["Standard", "Dynamic", "Committed", "Other"],
  ServiceCategory: ["AI and Machine Learning"],
  ServiceSubcategory: ["Generative AI"],
};

/** Null together: the right one describes the left one. */
const TOGETHER = [
  ["BillingAccountId", "BillingAccountType"],
  ["ConsumedQuantity", "ConsumedUnit"],
  ["PricingQuantity", "PricingUnit"],
  ["RegionId", "RegionName"],
  ["ResourceId", "ResourceType"],
  ["SubAccountId", "SubAccountType"],
  ["CommitmentDiscountId", "CommitmentDiscountStatus"],
  ["CapacityReservationId", "CapacityReservationStatus"],
] as const;

const PRODUCTS = [
  ["ContractedUnitPrice", "ContractedCost"],
  ["ListUnitPrice", "ListCost"],
] as const;

const DECIMALS = /Cost$|Price$|Quantity$/;
const PRICE_OF_SKU = /^SkuPriceId$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

export type FocusRow = Readonly<Record<string, string>>;

/**
 * What is wrong with a file of usage charges by the rules of FOCUS 1.2, sentence by sentence; an empty cell is null. Written from
 * the specification's columns and attributes, and sharing nothing with the export but the arithmetic of money.
 */
export function focusFaults(header: readonly string[], rows: readonly FocusRow[]): string[] {
  const faults = Object.keys(COLUMNS).flatMap((name) =>
    header.includes(name) ? [] : [`${name} is missing`],
  );
  for (const name of header) {
    if (!(name in COLUMNS) && !/^x_[A-Z]/.test(name)) faults.push(`${name} is no column of FOCUS`);
  }
  const skuOfPrice = new Map<string, string>();
  for (const [index, row] of rows.entries()) {
    const cell = (name: string) => row[name] ?? "";
    const fault = (text: string) => faults.push(`row ${index + 1}: ${text}`);
    checkCells(row, fault);
    for (const [left, right] of TOGETHER) {
      if ((cell(left) === "") !== (cell(right) === "")) fault(`${left} without ${right}`);
    }
    checkTimes(cell, fault);
    for (const [price, cost] of PRODUCTS) {
      if (cell("ChargeClass") === "Correction") continue;
      const product = multiplyNano(parseNano(cell("PricingQuantity")), parseNano(cell(price)));
      if (product !== parseNano(cell(cost))) fault(`${price} × PricingQuantity is not ${cost}`);
    }
    const sku = skuOfPrice.get(cell("SkuPriceId")) ?? cell("SkuId");
    if (sku !== cell("SkuId")) fault("SkuPriceId belongs to two SkuIds");
    skuOfPrice.set(cell("SkuPriceId"), sku);
  }
  return faults;
}

function checkCells(row: FocusRow, fault: (text: string) => void): void {
  for (const [name, nullable] of Object.entries(COLUMNS)) {
    const text = row[name] ?? "";
    if (text === "" && nullable === "never null") fault(`${name} is null`);
    if (!(ALLOWED[name] ?? [text]).includes(text)) fault(`${name} can't be ${text}`);
    if (text === "" || PRICE_OF_SKU.test(name)) continue;
    if (DECIMALS.test(name) && !/^\d+(\.\d+)?$/.test(text)) fault(`${name} is no number`);
    if (name.endsWith("Currency") && !/^[A-Z]{3}$/.test(text)) fault(`${name} is no currency`);
    if (name === "Tags" || name === "SkuPriceDetails") checkKeyValues(name, text, fault);
  }
}

/** Attribute Key-Value Format: a JSON object whose values are strings, numbers, booleans or null. */
function checkKeyValues(name: string, text: string, fault: (text: string) => void): void {
  const read: unknown = JSON.parse(text);
  if (typeof read !== "object" || read === null || Array.isArray(read)) fault(`${name} is no map`);
  for (const [key, value] of Object.entries(read ?? {})) {
    if (typeof value === "object" && value !== null) fault(`${name} nests ${key}`);
    if (name === "SkuPriceDetails" && !key.startsWith("x_")) fault(`${name} has ${key}`);
  }
}

function checkTimes(cell: (name: string) => string, fault: (text: string) => void): void {
  const names = ["BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodEnd"];
  for (const name of names) if (!INSTANT.test(cell(name))) fault(`${name} is no instant`);
  const [from = 0, start = 0, end = 0, to = 0] = names.map((name) => Date.parse(cell(name)));
  if (start >= end) fault("ChargePeriodEnd is not after ChargePeriodStart");
  if (start < from || end > to) fault("the charge lies outside of its billing period");
}

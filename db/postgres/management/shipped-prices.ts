import { createHash } from "node:crypto";
import type { NewPrice } from "./prices.ts";
import alibaba from "./shipped-prices/alibaba-dashscope.json" with { type: "json" };
import azure from "./shipped-prices/azure-openai.json" with { type: "json" };
import byteplus from "./shipped-prices/byteplus-ark.json" with { type: "json" };
import comfy from "./shipped-prices/comfy-cloud.json" with { type: "json" };
import fal from "./shipped-prices/fal.json" with { type: "json" };
import gemini from "./shipped-prices/google-gemini.json" with { type: "json" };
import vertex from "./shipped-prices/google-vertex.json" with { type: "json" };
import kling from "./shipped-prices/kling.json" with { type: "json" };
import lambda from "./shipped-prices/lambda.json" with { type: "json" };
import luma from "./shipped-prices/luma.json" with { type: "json" };
import dreamMachine from "./shipped-prices/luma-dream-machine.json" with { type: "json" };
import minimax from "./shipped-prices/minimax.json" with { type: "json" };
import nebius from "./shipped-prices/nebius.json" with { type: "json" };
import openai from "./shipped-prices/openai.json" with { type: "json" };
import openrouter from "./shipped-prices/openrouter.json" with { type: "json" };
import replicate from "./shipped-prices/replicate.json" with { type: "json" };
import runpod from "./shipped-prices/runpod.json" with { type: "json" };
import runway from "./shipped-prices/runway.json" with { type: "json" };
import vast from "./shipped-prices/vast.json" with { type: "json" };
import xai from "./shipped-prices/xai.json" with { type: "json" };

type Value = string | number | boolean;

/** One file of prices, as its maintainer writes it. */
export interface PriceList {
  readonly provider: string;
  readonly currency: string;
  /** Where prices were read, by the short name that they refer to. */
  readonly sources: Readonly<Record<string, string | undefined>>;
  readonly prices: readonly ListedPrice[];
}

export interface ListedPrice {
  /** `*` is any model of the provider. */
  readonly model: string;
  readonly unit: string;
  /** A list of values stands for one price for each of them. */
  readonly conditions: Readonly<Record<string, Value | readonly Value[] | undefined>>;
  readonly amount: string;
  readonly minimum_units?: string;
  /** Days in UTC. Without the first one the price's start is not known: it counts from EARLIEST. */
  readonly valid_from?: string;
  readonly valid_to?: string;
  readonly confidence: string;
  readonly source: string;
  readonly note?: string;
}

/** Prices whose first day nobody wrote down count from here on, before any clip that this product could have seen. */
export const EARLIEST = "2025-01-01";

/** Every price list that ships with this build. */
export const PRICE_LISTS: readonly PriceList[] = [
  alibaba,
  azure,
  byteplus,
  comfy,
  fal,
  gemini,
  vertex,
  kling,
  lambda,
  luma,
  dreamMachine,
  minimax,
  nebius,
  openai,
  openrouter,
  replicate,
  runpod,
  runway,
  vast,
  xai,
];

export type ShippedPrice = Omit<NewPrice, "createdAt" | "createdBy"> & {
  readonly conditions: Readonly<Record<string, Value>>;
};

/** The rows that one listed price stands for; their ids follow from what they say. */
export function rowsOfListed(list: PriceList, price: ListedPrice): ShippedPrice[] {
  const unknownStart = price.valid_from === undefined ? "Its first day is not known." : undefined;
  const source = [list.sources[price.source], price.note, unknownStart].filter(
    (text) => text !== undefined,
  );
  return combinations(price.conditions).map((conditions) => {
    const said = {
      provider: list.provider,
      model: price.model,
      unit: price.unit,
      amount: price.amount,
      currency: list.currency,
      validFrom: new Date(`${price.valid_from ?? EARLIEST}T00:00:00Z`),
      validTo: price.valid_to === undefined ? null : new Date(`${price.valid_to}T00:00:00Z`),
      ...(price.minimum_units === undefined ? {} : { minimumUnits: price.minimum_units }),
    };
    return {
      id: contentId(said, conditions),
      workspaceId: null,
      ...said,
      conditions,
      source: source.join(" "),
      confidence: price.confidence,
    };
  });
}

/** {a: [1, 2], b: 3} → {a: 1, b: 3}, {a: 2, b: 3}. */
function combinations(conditions: ListedPrice["conditions"]): Record<string, Value>[] {
  return Object.entries(conditions).reduce<Record<string, Value>[]>(
    (made, [name, value]) => {
      const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
      return made.flatMap((each) => values.map((one: Value) => ({ ...each, [name]: one })));
    },
    [{}],
  );
}

/** A UUID of version 8 (RFC 9562 §5.8) out of everything that the price says. */
function contentId(said: object, conditions: Readonly<Record<string, Value>>): string {
  const content = JSON.stringify({
    ...said,
    conditions: Object.entries(conditions).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  });
  const hex = createHash("sha256").update(content).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

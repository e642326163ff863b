import { z } from "zod";
import type { DimensionValue } from "../../../domain/pricing.ts";

const dimensions = z.record(z.string(), z.unknown());
const value = z.union([z.string(), z.number(), z.boolean()]);

/** Priced dimensions as `generations_v1` keeps them, JSON text. What is no plain value prices nothing and is left out. */
export function readDimensions(text: string): Record<string, DimensionValue> {
  if (text === "") return {};
  const known: Record<string, DimensionValue> = {};
  for (const [name, each] of Object.entries(dimensions.parse(JSON.parse(text)))) {
    const read = value.safeParse(each);
    if (read.success) known[name] = read.data;
  }
  return known;
}

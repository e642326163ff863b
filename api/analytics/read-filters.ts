import { DIMENSIONS, isTag, parseDimension, type AnyDimension } from "../../domain/dimensions.ts";
import { invalidField } from "../http/api-error.ts";

/** A dimension and the values of which any may match, as they are written in the store. */
export interface DimensionFilter {
  readonly dimension: AnyDimension;
  readonly values: readonly string[];
}

/** Picks the filters out of a query that its schema let through. */
export function readFilters(query: Readonly<Record<string, unknown>>): DimensionFilter[] {
  const plain = DIMENSIONS.map((dimension) => ({ dimension, values: texts(query[dimension]) }));
  const tags = Object.keys(query)
    .filter(isTag)
    .map((dimension) => ({ dimension, values: texts(query[dimension]) }));
  return [...plain, ...tags].filter((filter) => filter.values.length > 0);
}

/** Reads `by`: up to `most` different dimensions with commas between them. @throws ApiError naming `by`. */
export function readDimensions(text: string, most: number): AnyDimension[] {
  const names = text.split(",");
  if (names.length > most) throw invalidField("by", `must name at most ${most} dimensions`);
  const dimensions = names.flatMap((name) => parseDimension(name) ?? []);
  if (dimensions.length < names.length) {
    throw invalidField("by", `must be one of ${DIMENSIONS.join(", ")}, or a tag as tag:<name>`);
  }
  if (new Set(dimensions).size < dimensions.length) {
    throw invalidField("by", "must not name a dimension twice");
  }
  return dimensions;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

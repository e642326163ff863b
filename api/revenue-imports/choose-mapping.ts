import type { z } from "@hono/zod-openapi";
import { findProfile } from "../../db/postgres/revenue-imports/profiles.ts";
import { revenueMapping, type RevenueMapping } from "../../domain/revenue-file/mapping.ts";
import { PRESETS } from "../../domain/revenue-file/presets.ts";
import type { importQuery } from "../contract/revenue-imports.ts";
import { ApiError, invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { readTimeZone } from "../http/date-or-instant.ts";
import { fieldErrors } from "../http/field-errors.ts";

/**
 * The mapping of an import: given whole, or by the name of a saved one or of a preset (a saved one goes before), with what
 * the query says of the file's format in place of its own. @throws ApiError naming what is wrong with it.
 */
export async function chooseMapping(
  ctx: CallContext,
  query: z.output<typeof importQuery>,
): Promise<RevenueMapping> {
  const given =
    query.mapping === undefined ? await named(ctx, query.profile ?? "") : json(query.mapping);
  const mapping = readMapping(given);
  const chosen = {
    ...mapping,
    decimal: query.decimal ?? mapping.decimal,
    dates: query.dates ?? mapping.dates,
    timezone: query.tz ?? mapping.timezone,
    encoding: query.encoding ?? mapping.encoding,
  };
  readTimeZone(chosen.timezone, query.tz === undefined ? "mapping.timezone" : "tz");
  if (chosen.thousands === chosen.decimal) {
    throw invalidField("decimal", "must not be the mapping's mark between thousands");
  }
  return chosen;
}

/** @throws ApiError naming each faulty member. */
export function readMapping(given: unknown): RevenueMapping {
  const parsed = revenueMapping.safeParse(given);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues, "").map(({ field, message }) => ({
    field: field === "" ? "mapping" : `mapping.${field}`,
    message,
  }));
  const names = errors.slice(0, 5).map((error) => error.field);
  throw new ApiError("invalid_input", `Correct ${names.join(", ")}, then try again.`, errors);
}

async function named(ctx: CallContext, name: string): Promise<unknown> {
  const saved = await findProfile(ctx.deps.pg.drizzle, ctx.workspaceId, name);
  if (saved !== null) return saved.mapping;
  const preset = Object.entries(PRESETS).find(([presetName]) => presetName === name)?.[1];
  if (preset === undefined) throw invalidField("profile", "is neither saved here nor a preset");
  return preset;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalidField("mapping", "is not valid JSON");
    throw error;
  }
}

import { z } from "@hono/zod-openapi";
import { DATE_FORMATS, ENCODINGS } from "../../domain/revenue-file/file-options.ts";
import { revenueMapping } from "../../domain/revenue-file/mapping.ts";
import { count, decimal, instant, pageOf, uuid } from "./scalars.ts";

/** Of a file; beyond it, split the file. */
export const MAX_IMPORT_BYTES = 1_073_741_824;
/** Faults that are listed; the others are counted. */
export const MAX_LISTED_FAULTS = 1_000;
/** Entries that a dry run shows as they would be stored. */
export const PREVIEWED_ENTRIES = 20;
/** A query has room for this; a longer mapping goes in as a profile. */
const MAX_MAPPING_CHARACTERS = 6_000;

export const mapping = revenueMapping.openapi("RevenueMapping");

export const profileName = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,63}$/, {
  message: "must be 1 to 64 small letters, digits, hyphens, dots and underscores",
});

/** The file is the body; all else stands in the query. */
export const importQuery = z
  .strictObject({
    mapping: z
      .string()
      .max(MAX_MAPPING_CHARACTERS, {
        message: `must have at most ${MAX_MAPPING_CHARACTERS} characters: save it as a profile`,
      })
      .optional()
      .openapi({ description: "A RevenueMapping as JSON; instead of `profile`." }),
    profile: z
      .string()
      .max(64)
      .optional()
      .openapi({ description: "The name of a saved mapping or of a preset." }),
    dry_run: z
      .enum(["true", "false"])
      .default("false")
      .transform((text) => text === "true"),
    name: z.string().max(200).optional().openapi({ description: "The file's name, for the list." }),
    decimal: z.enum([".", ","]).optional(),
    dates: z.enum(DATE_FORMATS).optional(),
    tz: z.string().max(64).optional(),
    encoding: z.enum(ENCODINGS).optional(),
  })
  .refine((query) => (query.mapping === undefined) !== (query.profile === undefined), {
    path: ["mapping"],
    message: "is needed, or else profile, and never both",
  });

const fault = z
  .object({
    /** Of the file, from 1; the line on which the row begins. */
    line: count,
    /** The column's name, or the field's when several columns make it; empty: the whole row. */
    column: z.string(),
    value: z.string(),
    message: z.string(),
  })
  .openapi("RevenueImportFault");
export type RevenueImportFault = z.infer<typeof fault>;

const sum = z
  .object({
    currency: z.string(),
    entries: count,
    amount: decimal,
    /** Null: no entry of this currency says it. */
    gross: decimal.nullable(),
    fees: decimal.nullable(),
    refunded: decimal.nullable(),
  })
  .openapi("RevenueImportSum");

const figures = {
  rows_read: count,
  rows_skipped: count,
  bad_rows: count,
  entries: count,
  created: count,
  changed: count,
  unchanged: count,
  sums: z.array(sum),
};

export const importRow = z
  .object({
    id: uuid,
    state: z.enum([
      "reading",
      "applying",
      "applied",
      "reverted",
      "refused",
      "failed",
      "interrupted",
    ]),
    name: z.string().nullable(),
    ...figures,
    error: z.string().nullable(),
    created_at: instant,
    created_by: z.string(),
    ended_at: instant.nullable(),
    reverted_at: instant.nullable(),
    reverted_by: z.string().nullable(),
    /** Entries that somebody changed since, which the revert left as they were. */
    left_alone: count,
  })
  .openapi("RevenueImport");
export type RevenueImport = z.infer<typeof importRow>;

export const importDetail = importRow
  .extend({ faults: z.array(fault) })
  .openapi("RevenueImportDetail");
export type RevenueImportDetail = z.infer<typeof importDetail>;

export const importDryRun = z
  .object({
    ...figures,
    /** The first MAX_LISTED_FAULTS by line; `fault_count` tells how many there are. */
    faults: z.array(fault),
    fault_count: count,
    preview: z.array(
      z.object({
        external_id: z.string(),
        outcome: z.enum(["created", "changed", "unchanged"]),
        occurred_at: instant,
        amount: decimal,
        currency: z.string(),
        gross: decimal.nullable(),
        fees: decimal.nullable(),
        refunded: decimal.nullable(),
        period: z.object({ from: instant, to: instant }).nullable(),
        feature: z.string(),
        surface: z.string(),
        customer: z.string(),
        user: z.string(),
        region: z.string(),
        platform: z.string(),
        plan: z.string(),
        note: z.string().nullable(),
      }),
    ),
  })
  .openapi("RevenueImportDryRun");
export type RevenueImportDryRun = z.infer<typeof importDryRun>;

export const importsAnswer = pageOf(importRow).openapi("RevenueImportsAnswer");
export type RevenueImportsAnswer = z.infer<typeof importsAnswer>;

export const profileRow = z
  .object({
    name: z.string(),
    /** Shipped with the product. */
    preset: z.boolean(),
    mapping,
    updated_at: instant.nullable(),
    updated_by: z.string().nullable(),
  })
  .openapi("RevenueImportProfile");
export type RevenueImportProfile = z.infer<typeof profileRow>;

export const profilesAnswer = z
  .object({ data: z.array(profileRow) })
  .openapi("RevenueImportProfiles");
export type RevenueImportProfiles = z.infer<typeof profilesAnswer>;

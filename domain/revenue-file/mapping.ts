import { z } from "zod";
import { ATTRIBUTION_FIELDS } from "../attribution-fields.ts";
import { DATE_FORMATS, ENCODINGS, GROUP_ROLES, SEPARATORS } from "./file-options.ts";

const text = z.string().min(1).max(200);
const cells = z.array(z.string().max(200)).min(1).max(50);
const values = z
  .record(z.string().max(200), z.string().max(200))
  .refine((map) => Object.keys(map).length <= 500, { message: "must map at most 500 values" });

/**
 * Where a field's text comes from. `values` replaces whole texts; one that it does not know stays as it is. A column that
 * is only read `if_present` may lack in a file.
 */
const source = z.union(
  [
    z.strictObject({
      column: text,
      values: values.optional(),
      if_present: z.boolean().optional(),
    }),
    z.strictObject({ value: text }),
    z.strictObject({ template: text, values: values.optional() }),
  ],
  { error: 'must be {"column": …}, {"value": …} or {"template": …}' },
);
export type FieldSource = z.output<typeof source>;

/** As `source`; `percent_of_gross` reads 30 as 30 % of the row's gross. */
const feesSource = z.union(
  [z.strictObject({ column: text, percent_of_gross: z.boolean().optional() }), source],
  { error: 'must be {"column": …}, {"value": …} or {"template": …}' },
);

/** True of a row whose cell is one of `equals`, or begins with one of `starts_with`. */
const condition = z
  .strictObject({
    column: text,
    equals: cells.optional(),
    starts_with: cells.optional(),
  })
  .refine((each) => each.equals !== undefined || each.starts_with !== undefined, {
    message: "needs equals or starts_with",
  });
export type RowCondition = z.output<typeof condition>;

const period = z.union(
  [
    z.strictObject({ from: source, to: source, last_day_included: z.boolean().optional() }),
    z.strictObject({ month_of: source }),
    z.strictObject({ months: z.int().min(1).max(120) }),
  ],
  { error: 'must be {"from": …, "to": …}, {"month_of": …} or {"months": 1}' },
);

const group = z.strictObject({
  /** Its value says the role of the line. */
  column: text,
  roles: z.record(z.string().max(200), z.enum(GROUP_ROLES)),
});

const fields = z.strictObject({
  external_id: source,
  occurred_at: source,
  currency: source,
  amount: source.optional(),
  gross: source.optional(),
  fees: feesSource.optional(),
  refunded: source.optional(),
  note: source.optional(),
  ...(Object.fromEntries(ATTRIBUTION_FIELDS.map((name) => [name, source.optional()])) as Record<
    (typeof ATTRIBUTION_FIELDS)[number],
    z.ZodOptional<typeof source>
  >),
});
export type MappedField = keyof z.output<typeof fields>;

/** How a file of somebody else's becomes revenue entries: its format, and where each field of an entry is found. */
export const revenueMapping = z
  .strictObject({
    /** Absent: whichever the header line has most of. */
    separator: z.enum(SEPARATORS).optional(),
    encoding: z.enum(ENCODINGS).default("utf-8"),
    /** `none`: a quotation mark is a letter like any other. */
    quotes: z.enum(["double", "none"]).default("double"),
    /** Lines before it are not read. */
    header_line: z.int().min(1).max(1_000).default(1),
    decimal: z.enum([".", ","]).default("."),
    /** Between thousands; absent: an amount that has any is a fault. */
    thousands: z.enum([",", ".", " ", "'"]).optional(),
    dates: z.enum(DATE_FORMATS).default("YYYY-MM-DD"),
    /** IANA zone of dates that have none. */
    timezone: z.string().max(64).default("UTC"),
    fields,
    period: period.optional(),
    /** Amounts of such rows count as money that went back, whichever sign the file gives them. */
    negative_when: condition.optional(),
    skip_when: z.array(condition).max(20).default([]),
    /** The data end before the first such row. */
    until: condition.optional(),
    /** Lines with one external id become one entry: what each adds is said by its role. */
    group: group.optional(),
  })
  .superRefine((mapping, context) => {
    const refuse = (path: (string | number)[], message: string) => {
      context.addIssue({ code: "custom", path, message });
    };
    const { amount, gross, fees, refunded } = mapping.fields;
    if (mapping.thousands === mapping.decimal)
      refuse(["thousands"], "must not be the decimal mark");
    if (mapping.group === undefined) {
      if (amount === undefined && (gross === undefined || fees === undefined)) {
        refuse(["fields", "amount"], "is needed, unless gross and fees are there");
      }
      if (fees !== undefined && "percent_of_gross" in fees && gross === undefined) {
        refuse(["fields", "gross"], "is needed for fees in per cent");
      }
      return;
    }
    if (amount === undefined) refuse(["fields", "amount"], "is needed to group lines");
    for (const [name, given] of Object.entries({ gross, fees, refunded })) {
      if (given !== undefined)
        refuse(["fields", name], "comes from the group's roles: leave it out");
    }
    const roles = new Set(Object.values(mapping.group.roles));
    if (roles.has("net") && (roles.has("gross") || roles.has("fees"))) {
      refuse(["group", "roles"], "must not mix net with gross or fees");
    }
  });
export type RevenueMapping = z.output<typeof revenueMapping>;
export type RevenueMappingInput = z.input<typeof revenueMapping>;

/** How the file's bytes become rows. */
export type FileFormat = Pick<RevenueMapping, "separator" | "encoding" | "quotes" | "header_line">;

import { z } from "@hono/zod-openapi";
import { BREAKDOWN_ORDERS, isTag, type Dimension } from "../../domain/dimensions.ts";
import { FAILURE_KINDS, GENERATION_STATES } from "../../domain/generation.ts";
import { INTERVALS } from "../../domain/time-buckets.ts";
import { WASTE_VALUES } from "../../domain/waste.ts";
import { COMPARISONS } from "./analytics.ts";
import { REQUEST_FACETS, STATUS_CLASSES } from "../../domain/request-scope.ts";
import { cursor, oneOrMany, pageLimit } from "./scalars.ts";

const dateOrInstantText = z
  .string()
  .max(40)
  .openapi({ description: "A date (start of that day in tz) or an instant with an offset." });

/** One filter for each dimension, each repeatable: any of its values may match, all filters must. */
export const dimensionFilters = z.object({
  feature: oneOrMany.optional(),
  surface: oneOrMany.optional(),
  user: oneOrMany.optional(),
  customer: oneOrMany.optional(),
  region: oneOrMany.optional(),
  platform: oneOrMany.optional(),
  plan: oneOrMany.optional(),
  provider: oneOrMany.optional(),
  upstream: oneOrMany.optional(),
  model: oneOrMany.optional(),
  resolution: oneOrMany.optional(),
  status: oneOrMany.pipe(z.array(z.enum(GENERATION_STATES))).optional(),
  failure_kind: oneOrMany.pipe(z.array(z.enum(FAILURE_KINDS))).optional(),
  key: oneOrMany.optional(),
  waste: oneOrMany.pipe(z.array(z.enum(WASTE_VALUES))).optional(),
} satisfies Record<Dimension, z.ZodType>);

export const periodQuery = z.object({
  from: dateOrInstantText.optional(),
  to: dateOrInstantText.optional(),
  tz: z.string().max(64).optional().openapi({ example: "Europe/Paris" }),
});

const compare = z.enum(COMPARISONS).default("none");

/** Adds `tag:<name>` filters to a query and refuses every other name that it does not declare. */
export function withTags<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .object(shape)
    .catchall(oneOrMany)
    .superRefine((query, context) => {
      for (const name of Object.keys(query)) {
        if (name in shape || isTag(name)) continue;
        context.addIssue({ code: "custom", path: [name], message: "is not known here" });
      }
    });
}

export const summaryQuery = withTags({ ...periodQuery.shape, ...dimensionFilters.shape, compare });

/** What changed: always against something. */
export const changesQuery = withTags({
  ...periodQuery.shape,
  ...dimensionFilters.shape,
  compare: z.enum(COMPARISONS).exclude(["none"]).default("previous"),
  /** Whose values moved most. */
  by: z.string().max(200).default("feature"),
});

/** What single clips cost, and how spend gathers on few users. */
export const clipCostsQuery = withTags({ ...periodQuery.shape, ...dimensionFilters.shape });
export const concentrationQuery = withTags({ ...periodQuery.shape, ...dimensionFilters.shape });

/** The same question by hour of the day and weekday. */
export const rhythmQuery = withTags({ ...periodQuery.shape, ...dimensionFilters.shape });

/** Every dimension but waste, which looks at a clip's downloads itself. */
const { waste: _waste, ...beforeWaste } = dimensionFilters.shape;
export const downloadsQuery = withTags({ ...periodQuery.shape, ...beforeWaste });

/** A measure, or `value`; with "-" in front the largest first. */
const order = z
  .string()
  .regex(new RegExp(`^-?(${BREAKDOWN_ORDERS.join("|")})$`), {
    message: "is no measure to order by",
  })
  .default("-spend");

const MAX_SERIES = 20;
const DEFAULT_SERIES = 8;

const timeseriesShape = {
  ...periodQuery.shape,
  ...dimensionFilters.shape,
  compare,
  /** Chosen by the range's length when absent. */
  interval: z.enum(INTERVALS).optional(),
  /** One dimension, or two with a comma between them. */
  by: z.string().max(200).optional(),
  /** Which values have a series of their own. */
  order,
  /** `all`: also users and durations, which can't be summed over points. */
  figures: z.enum(["additive", "all"]).default("additive"),
  /** How many values have a series of their own; the rest is summed. */
  limit: z.coerce.number().int().min(1).max(MAX_SERIES).default(DEFAULT_SERIES),
};
export const timeseriesQuery = withTags(timeseriesShape);

/** The question of the series with more parameters. */
export function timeseriesQueryWith<Shape extends z.ZodRawShape>(shape: Shape) {
  return withTags({ ...timeseriesShape, ...shape });
}

const breakdownShape = {
  ...periodQuery.shape,
  ...dimensionFilters.shape,
  compare,
  /** One dimension, or two with a comma between them. */
  by: z.string().max(200),
  order,
};
export const breakdownQuery = withTags({
  ...breakdownShape,
  limit: pageLimit,
  cursor: cursor.optional(),
});

/** The question of the breakdown, all rows at once, with more parameters. */
export function breakdownQueryWith<Shape extends z.ZodRawShape>(shape: Shape) {
  return withTags({ ...breakdownShape, ...shape });
}

/** By what generations are ordered; with "-" in front the newest, dearest or slowest first. */
export const GENERATION_ORDERS = ["-created", "created", "-cost", "cost", "-took", "took"] as const;

const generationsShape = {
  ...periodQuery.shape,
  ...dimensionFilters.shape,
  /** An id, a provider's job id or a user, exactly. */
  search: z.string().min(1).max(200).optional(),
  /** `unknown`: finished clips that are fetched from elsewhere, so that nobody can say whether they were. */
  downloads: z.enum(["unknown"]).optional(),
  /** `cost` and `took` put at most 500,000 generations in order, and none by waste. */
  order: z.enum(GENERATION_ORDERS).default("-created"),
};
export const generationsQuery = withTags({
  ...generationsShape,
  limit: pageLimit,
  cursor: cursor.optional(),
});

/** The list in which a generation's neighbours are looked for. */
export const neighboursQuery = withTags(generationsShape);

const requestScope = {
  ...periodQuery.shape,
  status: z
    .string()
    .regex(/^[1-5]\d\d$/, "must be an HTTP status")
    .optional(),
  /** `none`: no answer was sent. */
  status_class: z.enum(STATUS_CLASSES).optional(),
  route: oneOrMany.optional(),
  upstream: oneOrMany.optional(),
  provider: oneOrMany.optional(),
  key: oneOrMany.optional(),
  feature: oneOrMany.optional(),
  user: oneOrMany.optional(),
  error_code: oneOrMany.optional(),
  /** `true`: only what was refused or failed. */
  failed: z.enum(["true", "false"]).optional(),
  /** A request's or a generation's id, of which the period then does not matter, or a provider's job id, exactly. */
  search: z.string().trim().min(1).max(200).optional(),
};

export const requestsQuery = z.strictObject({
  ...requestScope,
  /** Every request of one generation; the period then does not matter. */
  generation_id: z.string().max(100).optional(),
  limit: pageLimit,
  cursor: cursor.optional(),
});

export const requestFacetsQuery = z.strictObject({
  ...requestScope,
  /** A filter on this itself does not narrow the answer. */
  by: z.enum(REQUEST_FACETS),
});

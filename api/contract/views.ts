import { z } from "@hono/zod-openapi";
import { instant, pageOf, uuid } from "./scalars.ts";

export const VISIBILITIES = ["private", "workspace"] as const;
/** `private`: seen by who made it. */
export const visibility = z.enum(VISIBILITIES);

const MAX_SEARCH = 4_000;

const name = z.string().trim().min(1).max(100);
/** A path of the dashboard: never another origin. */
const page = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])[^?#\\\s]*$/, { message: 'must be a path of the dashboard, such as "/"' })
  .openapi({ example: "/generations" });
const search = z
  .string()
  .max(MAX_SEARCH)
  .regex(/^[^?#\s][^#\s]*$|^$/, { message: "must be a query string without its question mark" })
  .openapi({ example: "range=7d&f=feature:remix" });

export const viewInput = z
  .strictObject({
    name,
    visibility: visibility.default("private"),
    pinned: z.boolean().default(false),
    page,
    search: search.default(""),
  })
  .openapi("SavedViewInput");
export type ViewInput = z.input<typeof viewInput>;

export const viewChange = z
  .strictObject({
    name: name.optional(),
    visibility: visibility.optional(),
    pinned: z.boolean().optional(),
    page: page.optional(),
    search: search.optional(),
  })
  .openapi("SavedViewChange");
export type ViewPatch = z.input<typeof viewChange>;

export const viewRow = z
  .object({
    id: uuid,
    name: z.string(),
    visibility,
    pinned: z.boolean(),
    page: z.string(),
    search: z.string(),
    created_by: z.string(),
    /** Whether the caller may change or delete it. */
    may_change: z.boolean(),
    created_at: instant,
    updated_at: instant,
  })
  .openapi("SavedView");
export type SavedView = z.infer<typeof viewRow>;

export const viewsAnswer = pageOf(viewRow).openapi("SavedViewsAnswer");
export type SavedViewsAnswer = z.infer<typeof viewsAnswer>;

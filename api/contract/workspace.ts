import { z } from "@hono/zod-openapi";
import { WEEK_STARTS } from "../../domain/time-buckets.ts";
import { isTimeZone } from "../../domain/time-zone.ts";

const RETENTION_MAX_DAYS = 3_650;

const days = z
  .int()
  .min(1, { message: "must be at least 1 day" })
  .max(RETENTION_MAX_DAYS, { message: `must be at most ${RETENTION_MAX_DAYS} days` });

/** What a workspace decides for itself. */
export const workspaceSettings = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    /** Decides the workspace's days and months. */
    timezone: z.string().openapi({ example: "Europe/Paris" }),
    /** The day on which weeks begin in charts. Weeks of quotas begin on Monday. */
    week_start: z.enum(WEEK_STARTS),
    /** Off: only a keyed hash of each prompt is kept, which finds repeats and can't be read back. */
    store_prompts: z.boolean(),
    /** For requests recorded from now on. */
    request_retention_days: z.int(),
    /** Null keeps generations for ever. */
    generation_retention_days: z.int().nullable(),
  })
  .openapi("WorkspaceSettings");
export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

export const workspacePatch = z
  .strictObject({
    name: z.string().trim().min(1).max(100).optional(),
    timezone: z
      .string()
      .refine(isTimeZone, { message: 'must be an IANA time zone, such as "Europe/Paris"' })
      .optional(),
    week_start: z.enum(WEEK_STARTS).optional(),
    store_prompts: z.boolean().optional(),
    request_retention_days: days.optional(),
    generation_retention_days: days.nullable().optional(),
  })
  .openapi("WorkspacePatch");
export type WorkspacePatch = z.input<typeof workspacePatch>;

/** Another workspace: its own keys, prices, figures and members. Its maker owns it. */
export const workspaceInput = z
  .strictObject({ name: z.string().trim().min(1).max(100) })
  .openapi("WorkspaceInput");

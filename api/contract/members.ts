import { z } from "@hono/zod-openapi";
import { role } from "./keys.ts";
import { count, instant, pageOf } from "./scalars.ts";

/** Somebody who may sign in to the workspace. */
export const memberRow = z
  .object({
    id: z.string(),
    user_id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    joined_at: instant,
    /** Some minutes exact; null before the first visit. */
    last_seen_at: instant.nullable(),
    /** How many browsers are signed in. */
    sessions: count,
    /** True of the caller. */
    is_you: z.boolean(),
  })
  .openapi("MemberRow");
export type MemberRow = z.infer<typeof memberRow>;

export const membersAnswer = pageOf(memberRow).openapi("MembersAnswer");
export type MembersAnswer = z.infer<typeof membersAnswer>;

export const memberPatch = z.strictObject({ role }).openapi("MemberPatch");

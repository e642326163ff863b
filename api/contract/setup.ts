import { z } from "@hono/zod-openapi";
import { role } from "./keys.ts";
import { instant } from "./scalars.ts";

export const SETUP_STATES = [
  "needs-owner",
  "needs-upstream",
  "needs-key",
  "waiting-for-data",
  "has-data",
] as const;

/** Public. `state` is about the caller's workspace when signed in; otherwise it says only whether an owner exists. */
export const setupState = z
  .object({
    needs_owner: z.boolean(),
    signed_in: z.boolean(),
    state: z.enum(SETUP_STATES),
    /** Set when the process serves synthetic data: the account to sign in with. */
    demo: z.object({ email: z.string(), password: z.string() }).nullable(),
  })
  .openapi("SetupState");
export type SetupState = z.infer<typeof setupState>;

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

export const ownerInput = z
  .strictObject({
    /** Printed by the server when it starts without an owner. */
    token: z.string().min(1).max(200),
    name: z.string().trim().min(1).max(100),
    email: z.email().max(254),
    password: z.string().min(PASSWORD_MIN).max(PASSWORD_MAX),
  })
  .openapi("OwnerInput");
export type OwnerInput = z.infer<typeof ownerInput>;

export const me = z
  .object({
    kind: z.enum(["user", "token"]),
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
    role,
    workspace: z.object({
      id: z.string(),
      slug: z.string(),
      name: z.string(),
      timezone: z.string(),
      currency: z.string(),
      store_prompts: z.boolean(),
    }),
    workspaces: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), role })),
  })
  .openapi("Me");
export type Me = z.infer<typeof me>;

/** The proxy's last good and last refused call, for the page that waits for the first one. */
export const firstRequest = z
  .object({
    accepted: z
      .object({
        generation_id: z.string(),
        at: instant,
        feature: z.string(),
        user: z.string(),
        model: z.string(),
        /** Null when no price matches. */
        estimate: z.string().nullable(),
        currency: z.string().nullable(),
      })
      .nullable(),
    rejected: z
      .object({
        at: instant,
        route: z.string(),
        status: z.int(),
        /** Why, as a closed code and as a sentence that says what to do. */
        code: z.string(),
        reason: z.string(),
      })
      .nullable(),
  })
  .openapi("FirstRequest");
export type FirstRequest = z.infer<typeof firstRequest>;

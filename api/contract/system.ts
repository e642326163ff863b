import { z } from "@hono/zod-openapi";
import { count, instant } from "./scalars.ts";

const oldest = instant.nullable();

/** What to know about a setting; see the dashboard's System page for the sentences. */
export const CONFIGURATION_ADVICE = [
  "fine",
  "embedded_not_power_safe",
  "secret_generated",
  "public_url_guessed",
  "public_url_without_tls",
  "public_url_loopback",
  "no_admin_token",
] as const;

/** One variable of the environment, never the value of a secret. */
export const configurationFact = z.object({
  variable: z.string().openapi({ example: "REELMETER_PUBLIC_URL" }),
  is_set: z.boolean(),
  /** Null for secrets and for what has no value. */
  value: z.string().nullable(),
  advice: z.enum(CONFIGURATION_ADVICE),
});
export type ConfigurationFact = z.infer<typeof configurationFact>;

/** The state of the machinery, for whoever runs it. */
export const systemAnswer = z
  .object({
    at: instant,
    version: z.string(),
    as_of: instant,
    /** Oldest fact that is not in the analytic store yet; 0 when nothing waits. */
    lag_ms: z.number().min(0),
    outbox: z.object({ waiting: count, in_flight: count, oldest_at: oldest }),
    /**
     * Request records on the disk of this process, of all workspaces; zeros where no proxy runs in it. Null to every
     * workspace but the first of the installation, whose people run it.
     */
    spool: z
      .object({
        runs_here: z.boolean(),
        accepted: count,
        stored: count,
        dead: count,
        waiting: count,
        oldest_at: oldest,
      })
      .nullable(),
    dead_letters: count,
    /** Facts that a store refused, by why, the most frequent first. */
    dead_letter_kinds: z.array(
      z.object({ topic: z.string(), reason: z.string(), count, last_at: instant }),
    ),
    dirty_days: count,
    dirty_since: oldest,
    jobs: z.object({
      open: count,
      outcome_unknown: count,
      lost: count,
      oldest_open_at: oldest,
      /** Open ones whose next look at the upstream is due now. */
      polls_due: count,
      oldest_due_at: oldest,
    }),
    holds: z.object({
      open: count,
      /** Open for more than `old_after_hours`. */
      old: count,
      old_after_hours: count,
      oldest_at: oldest,
    }),
    /** What the engines hold is of all workspaces: null to every one but the first. */
    engines: z.object({
      postgres: z.object({
        version: z.string(),
        ms: count,
        bytes: count.nullable(),
        migrations: count,
      }),
      clickhouse: z.object({
        state: z.enum(["up", "down"]),
        version: z.string().nullable(),
        ms: count.nullable(),
        bytes: count.nullable(),
        rows: count.nullable(),
        parts: count.nullable(),
      }),
    }),
    process: z.object({
      started_at: instant,
      node: z.string(),
      roles: z.array(z.string()),
      stores: z.enum(["embedded", "servers"]),
      memory_bytes: count,
      /** Processes of this installation that are alive. */
      instances: count,
      /** The disk under DATA_DIR. */
      disk: z.object({ free_bytes: count, total_bytes: count }).nullable(),
    }),
    /** Null to a viewer. */
    configuration: z.array(configurationFact).nullable(),
  })
  .openapi("SystemAnswer");
export type SystemAnswer = z.infer<typeof systemAnswer>;

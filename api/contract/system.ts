import { z } from "@hono/zod-openapi";
import { count, instant } from "./scalars.ts";

/** The state of the machinery, for whoever runs it. */
export const systemAnswer = z
  .object({
    at: instant,
    version: z.string(),
    as_of: instant,
    /** Oldest fact that is not in the analytic store yet; 0 when nothing waits. */
    lag_ms: z.number().min(0),
    outbox: z.object({ waiting: count, in_flight: count }),
    spool: z.object({ accepted: count, stored: count, dead: count, waiting: count }),
    dead_letters: count,
    dirty_days: count,
    jobs: z.object({ open: count, outcome_unknown: count, lost: count }),
  })
  .openapi("SystemAnswer");
export type SystemAnswer = z.infer<typeof systemAnswer>;

import { z } from "@hono/zod-openapi";

/** RFC 9457 problem details, `application/problem+json`. Every error of the API has this shape. */
export const problem = z
  .object({
    type: z.string().openapi({ example: "about:blank" }),
    title: z.string(),
    status: z.int(),
    /** What happened and what to do next, for people. */
    detail: z.string(),
    /** Closed code for programs, e.g. `invalid_input`. */
    code: z.string(),
    request_id: z.string(),
    /** One entry for each faulty field, e.g. `entries[3].amount`. */
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi("Problem");
export type Problem = z.infer<typeof problem>;

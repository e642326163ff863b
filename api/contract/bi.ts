import { z } from "@hono/zod-openapi";

export const biView = z.object({
  name: z.string().openapi({ example: "bi_generations_v1" }),
  /** What one row is. */
  grain: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), meaning: z.string() })),
});

/** Where and as whom a company's own reports read the views of this workspace. */
export const biAnswer = z
  .object({
    /** Of ClickHouse's HTTP interface. */
    url: z.string(),
    database: z.string(),
    user: z.string(),
    password: z.string(),
    /**
     * Empty with the embedded engine. On a ClickHouse of one's own the user is made by running these, with this password; a later
     * call gives another one.
     */
    statements: z.array(z.string()),
    views: z.array(biView),
  })
  .openapi("BiAnswer");
export type BiAnswer = z.infer<typeof biAnswer>;

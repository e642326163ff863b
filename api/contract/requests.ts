import { z } from "@hono/zod-openapi";
import { count, instant, pageOf } from "./scalars.ts";

/** One HTTP exchange through the proxy. */
export const requestRow = z
  .object({
    id: z.string(),
    at: instant,
    method: z.string(),
    /** Route template, e.g. `/v1/videos/{id}`. */
    route: z.string(),
    status: z.int(),
    /** A closed code when Reelmeter refused or failed; null otherwise. */
    error_code: z.string().nullable(),
    provider: z.string(),
    upstream: z.string(),
    key_id: z.string(),
    generation_id: z.string().nullable(),
    provider_job_id: z.string().nullable(),
    feature: z.string(),
    user: z.string(),
    duration_ms: z.number().min(0),
    /** Null when the upstream was never called. */
    upstream_ms: z.number().min(0).nullable(),
    bytes_in: count,
    bytes_out: count,
    client_aborted: z.boolean(),
    retry_count: count,
  })
  .openapi("RequestRow");
export type RequestRow = z.infer<typeof requestRow>;

export const requestsAnswer = pageOf(requestRow).openapi("RequestsAnswer");
export type RequestsAnswer = z.infer<typeof requestsAnswer>;

/** How many requests have each value, the most first; the rarest are left out of a long list. */
export const requestFacets = z
  .object({ data: z.array(z.object({ value: z.string(), requests: count })) })
  .openapi("RequestFacets");
export type RequestFacets = z.infer<typeof requestFacets>;

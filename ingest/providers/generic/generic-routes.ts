import type { Wire } from "../../../domain/wire/wire-schema.ts";
import type { ProviderRoute } from "../provider-route.ts";

/** The routes that a wire declares; nothing else passes. */
export function genericRoutes(wire: Wire): readonly ProviderRoute[] {
  return wire.routes.map(({ kind, method, path, operation, blocking, job_id: place }) => ({
    kind,
    method,
    path,
    ...(kind === "create" ? { operation: operation ?? "create" } : {}),
    ...(blocking === true ? { blocking } : {}),
    ...(place === undefined ? {} : { jobId: place }),
  }));
}

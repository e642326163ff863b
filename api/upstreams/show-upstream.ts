import type { UpstreamRecord } from "../../db/postgres/management/upstreams.ts";
import type { DedicatedGpus } from "../../domain/gpu-time.ts";
import {
  CUSTOM_PROVIDER,
  isProvider,
  PROVIDER_CATALOGUE,
} from "../../domain/provider-catalogue.ts";
import { wireSchema } from "../../domain/wire/wire-schema.ts";
import type { UpstreamRow } from "../contract/upstreams.ts";
import { showGpus } from "./show-gpus.ts";

/** An upstream as it is shown: of its credential only the last four characters. */
export function showUpstream(
  row: UpstreamRecord,
  gpus: DedicatedGpus | null,
  publicUrl: string,
): UpstreamRow {
  const origin = publicUrl.replace(/\/+$/, "");
  return {
    id: row.id,
    slug: row.slug,
    provider: row.provider,
    base_url: row.baseUrl,
    credential_last4: row.credentialLast4,
    has_webhook_secret: row.hasWebhookSecret,
    allow_private: row.allowPrivate,
    gpu: showGpus(gpus),
    ...showWire(row),
    proxy_url: `${origin}/proxy/${row.slug}${sdkBaseOf(row.provider)}`,
    webhook_url: `${origin}/hooks/${row.slug}`,
    created_at: row.createdAt.toISOString(),
    disabled_at: row.disabledAt?.toISOString() ?? null,
  };
}

/** A described wire names its paths itself. */
function sdkBaseOf(provider: string): string {
  return isProvider(provider) ? PROVIDER_CATALOGUE[provider].sdkBase : "";
}

/** A wire that was written by hand or by another version may be none that this one can use. */
function showWire({ provider, wire }: UpstreamRecord): Pick<UpstreamRow, "wire" | "wire_fault"> {
  if (provider !== CUSTOM_PROVIDER) return { wire: null, wire_fault: null };
  const read = wireSchema.safeParse(wire);
  if (read.success) return { wire: read.data, wire_fault: null };
  const [issue] = read.error.issues;
  const where = ["wire", ...(issue?.path ?? [])].join(".");
  return { wire: null, wire_fault: `${where}: ${issue?.message ?? "can't be used"}`.slice(0, 500) };
}

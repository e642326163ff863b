import type { UpstreamRecord } from "../../db/postgres/management/upstreams.ts";
import type { DedicatedGpus } from "../../domain/gpu-time.ts";
import type { UpstreamRow } from "../contract/upstreams.ts";
import { showGpus } from "./show-gpus.ts";

/** What an SDK's base URL holds behind the host, where it is not `/v1`. */
const SDK_BASES: ReadonlyMap<string, string> = new Map([
  ["openrouter", "/api/v1"],
  ["runway", ""],
]);

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
    proxy_url: `${origin}/proxy/${row.slug}${SDK_BASES.get(row.provider) ?? "/v1"}`,
    webhook_url: `${origin}/hooks/${row.slug}`,
    created_at: row.createdAt.toISOString(),
    disabled_at: row.disabledAt?.toISOString() ?? null,
  };
}

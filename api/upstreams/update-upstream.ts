import type { z } from "@hono/zod-openapi";
import { CUSTOM_PROVIDER } from "../../domain/provider-catalogue.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import {
  findUpstream,
  updateUpstreamRow,
  type UpstreamChange,
  type UpstreamRecord,
} from "../../db/postgres/management/upstreams.ts";
import type { UpstreamRow, upstreamPatch } from "../contract/upstreams.ts";
import { invalidField, notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { checkBaseUrl } from "./check-base-url.ts";
import { webhookSecretFault } from "./check-webhook-secret.ts";
import { sealedCredential, sealedWebhookSecret } from "./seal-credential.ts";
import { saidOfGpus } from "./said-of-gpus.ts";
import { showUpstream } from "./show-upstream.ts";
import { writeFleet } from "./write-fleet.ts";

type Patch = z.output<typeof upstreamPatch>;

/** Changes what is named and leaves the rest; the address is judged again with the rights it then has. */
export async function updateUpstream(
  ctx: CallContext,
  input: { readonly id: string; readonly patch: Patch },
): Promise<UpstreamRow> {
  const { id, patch } = input;
  if (!isUuid(id)) throw notFound("upstream");
  const { row, gpus } = await changeConfig(ctx, async (tx) => {
    const present = await findUpstream(tx, ctx.workspaceId, id, true);
    if (present === null) throw notFound("upstream");
    const change = changeOf(ctx, present, patch);
    const fleet = await writeFleet(ctx, tx, id, patch);
    if (Object.keys(patch).length === 0) return { row: present, gpus: fleet };
    const changed =
      Object.keys(change).length === 0
        ? present
        : await updateUpstreamRow(tx, ctx.workspaceId, id, change);
    if (changed === null) throw notFound("upstream");
    await recordChange(ctx, tx, {
      action: "upstream.update",
      target: id,
      detail: {
        slug: present.slug,
        changed: Object.keys(patch),
        base_url: changed.baseUrl,
        ...saidOfGpus(patch),
      },
    });
    return { row: changed, gpus: fleet };
  });
  return showUpstream(row, gpus, ctx.deps.publicUrl);
}

function changeOf(ctx: CallContext, present: UpstreamRecord, patch: Patch): UpstreamChange {
  const allowPrivate = patch.allow_private ?? present.allowPrivate;
  const verdict = checkBaseUrl(patch.base_url ?? present.baseUrl, allowPrivate, present.provider);
  if (verdict.kind === "refuse") throw invalidField("base_url", verdict.reason);
  const fault = webhookSecretFault(present.provider, patch.webhook_secret, allowPrivate);
  if (fault !== null) throw invalidField("webhook_secret", fault);
  const moved = new URL(verdict.baseUrl).origin !== new URL(present.baseUrl).origin;
  if (moved && patch.credential === undefined) {
    // Or the stored credential could be read by pointing the upstream at a server of one's own.
    throw invalidField("credential", "must be given again when base_url moves to another host");
  }
  if (patch.wire !== undefined && present.provider !== CUSTOM_PROVIDER) {
    throw invalidField("wire", "is for upstreams of the provider custom");
  }
  return {
    ...(patch.wire === undefined ? {} : { wire: patch.wire }),
    ...(patch.base_url === undefined ? {} : { baseUrl: verdict.baseUrl }),
    ...(patch.allow_private === undefined ? {} : { allowPrivate }),
    ...(patch.credential === undefined ? {} : sealedCredential(ctx, present.id, patch.credential)),
    ...(patch.webhook_secret === undefined
      ? {}
      : sealedWebhookSecret(ctx, present.id, patch.webhook_secret)),
    ...(patch.disabled === undefined
      ? {}
      : { disabledAt: patch.disabled ? (present.disabledAt ?? new Date(ctx.nowMs)) : null }),
  };
}

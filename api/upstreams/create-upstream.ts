import type { z } from "@hono/zod-openapi";
import { insertUpstream } from "../../db/postgres/management/upstreams.ts";
import type { UpstreamRow, upstreamInput } from "../contract/upstreams.ts";
import { ApiError, invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { checkBaseUrl } from "./check-base-url.ts";
import { webhookSecretFault } from "./check-webhook-secret.ts";
import { sealedCredential, sealedWebhookSecret } from "./seal-credential.ts";
import { saidOfGpus } from "./said-of-gpus.ts";
import { showUpstream } from "./show-upstream.ts";
import { writeFleet } from "./write-fleet.ts";

/** Adds a video model's address with our credential for it. */
export async function createUpstream(
  ctx: CallContext,
  input: z.output<typeof upstreamInput>,
): Promise<UpstreamRow> {
  const verdict = checkBaseUrl(input.base_url, input.allow_private, input.provider);
  if (verdict.kind === "refuse") throw invalidField("base_url", verdict.reason);
  const fault = webhookSecretFault(input.provider, input.webhook_secret, input.allow_private);
  if (fault !== null) throw invalidField("webhook_secret", fault);
  const id = ctx.newId();
  const { row, gpus } = await changeConfig(ctx, async (tx) => {
    const inserted = await insertUpstream(tx, {
      id,
      workspaceId: ctx.workspaceId,
      slug: input.slug,
      provider: input.provider,
      baseUrl: verdict.baseUrl,
      ...sealedCredential(ctx, id, input.credential),
      ...sealedWebhookSecret(ctx, id, input.webhook_secret ?? null),
      allowPrivate: input.allow_private,
      wire: input.wire ?? null,
      createdAt: new Date(ctx.nowMs),
    });
    if (inserted === null) {
      throw new ApiError("conflict", `There is an upstream "${input.slug}" already.`, [
        { field: "slug", message: "is taken" },
      ]);
    }
    const fleet = await writeFleet(ctx, tx, id, input);
    await recordChange(ctx, tx, {
      action: "upstream.create",
      target: id,
      detail: {
        slug: input.slug,
        base_url: verdict.baseUrl,
        allow_private: input.allow_private,
        ...saidOfGpus(input),
      },
    });
    return { row: inserted, gpus: fleet };
  });
  return showUpstream(row, gpus, ctx.deps.publicUrl);
}

import type { z } from "@hono/zod-openapi";
import type { AttributionValues } from "../../domain/attribution-fields.ts";
import { insertKey } from "../../db/postgres/management/keys.ts";
import { knownSlugs } from "../../db/postgres/management/upstreams.ts";
import { mayAccess } from "../auth/caller.ts";
import type { AttributionValuesInput } from "../contract/attribution.ts";
import type { KeyCreated, keyInput } from "../contract/keys.ts";
import { ApiError, invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { changeConfig, recordChange } from "../http/record-change.ts";
import { mintKey } from "./mint-key.ts";
import { showKey } from "./show-key.ts";

/** Creates a key and shows it this once. Keys of kind admin are an owner's to give. */
export async function createKey(
  ctx: CallContext,
  input: z.output<typeof keyInput>,
): Promise<KeyCreated> {
  refuseRightsBeyondOwn(ctx, input);
  const expiresAt = input.expires_at == null ? null : new Date(input.expires_at);
  if (expiresAt !== null && expiresAt.getTime() <= ctx.nowMs) {
    throw invalidField("expires_at", "must be in the future");
  }
  const minted = mintKey(input.kind);
  const row = await changeConfig(ctx, async (tx) => {
    await refuseUnknownUpstreams(ctx, tx, input.upstreams ?? []);
    const inserted = await insertKey(tx, {
      id: ctx.newId(),
      workspaceId: ctx.workspaceId,
      name: input.name,
      kind: input.kind,
      role: input.kind === "admin" ? (input.role ?? "viewer") : null,
      sha256: minted.sha256,
      prefix: minted.prefix,
      last4: minted.last4,
      pinned: attribution(input.pinned),
      defaults: attribution(input.defaults),
      upstreams: input.upstreams ?? null,
      models: input.models ?? null,
      callbacks: input.callbacks ?? null,
      createdAt: new Date(ctx.nowMs),
      expiresAt,
    });
    await recordChange(ctx, tx, {
      action: "key.create",
      target: inserted.id,
      detail: {
        name: inserted.name,
        kind: inserted.kind,
        role: inserted.role,
        prefix: minted.prefix,
      },
    });
    return inserted;
  });
  return { ...showKey(row, ctx.nowMs), key: minted.key };
}

function refuseRightsBeyondOwn(ctx: CallContext, input: z.output<typeof keyInput>): void {
  if (input.kind === "admin" && !mayAccess(ctx.caller.role, "owner")) {
    throw new ApiError("forbidden", "Ask an owner: keys of kind admin are an owner's to give.");
  }
  if (input.kind === "admin" && input.callbacks != null) {
    throw invalidField("callbacks", "is for keys of kind proxy only");
  }
  if (input.kind === "proxy" && input.role !== undefined) {
    throw invalidField("role", "is for keys of kind admin only");
  }
}

async function refuseUnknownUpstreams(
  ctx: CallContext,
  tx: Parameters<typeof insertKey>[0],
  slugs: readonly string[],
): Promise<void> {
  const known = await knownSlugs(tx, ctx.workspaceId, slugs);
  const errors = slugs.flatMap((slug, index) =>
    known.has(slug)
      ? []
      : [{ field: `upstreams[${index}]`, message: "is no upstream's slug here" }],
  );
  if (errors.length > 0) {
    throw new ApiError("invalid_input", "Create the upstream first, or correct its slug.", errors);
  }
}

function attribution(input: AttributionValuesInput | undefined): AttributionValues {
  return Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== undefined));
}

import type { Cost } from "../../domain/generation.ts";
import { formatNano } from "../../domain/money.ts";
import { profileOf } from "../../domain/gpu-profile.ts";
import { priceRequest } from "../../domain/pricing.ts";
import type { KnownJob, NewJob, Repeat } from "../job-book.ts";
import { promptHash } from "../prompt-hash.ts";
import type {
  CreateCall,
  CreateFault,
  CreateFields,
  CreateIntent,
  ProviderAdapter,
} from "../providers/adapter.ts";
import { FILE } from "../providers/provider-route.ts";
import type { Call } from "./exchange.ts";
import { idempotencyClaim, type NamedBody } from "./idempotency.ts";
import { profiledIntent } from "./profiled-intent.ts";
import type { ProxyContext } from "./proxy-context.ts";
import type { Callback } from "./read-callback.ts";
import type { AdmissionDecision } from "./proxy-ports.ts";
import { blockedDenial, closedDenial, quotaDenial, unknownAmountDenial } from "./quota-denial.ts";
import { quotaHeaders } from "./quota-headers.ts";
import { invalidAttribution, modelForbidden, unknownObject, type Denial } from "./refusals.ts";

export type Admission =
  | { readonly kind: "admitted"; readonly job: NewJob }
  | { readonly kind: "denied"; readonly denial: Denial }
  | Repeat;

/**
 * Decides about a create whose fields are known, and writes it into the books before anything is sent: whose it
 * is, what it asks for, whether the key may, what it costs at most, what the rules set aside.
 * @throws BooksUnavailableError
 */
export async function admitJob(
  context: ProxyContext,
  call: Call,
  fields: CreateFields,
  named: NamedBody | null,
  callback: Callback | null = null,
): Promise<Admission> {
  const { key, adapter, route, params } = call.caller;
  const fault = faultOf(fields, adapter, callback);
  if (fault !== null) return { kind: "denied", denial: fault };
  const attributed = context.attributor.ofBody(key, call.incoming.headers, fields.values);
  if (attributed.kind === "refuse") {
    return { kind: "denied", denial: invalidAttribution(attributed.header, attributed.reason) };
  }
  call.attribution = attributed.attribution;

  const asked: CreateCall = {
    operation: route.operation ?? "create",
    route: route.path,
    pathParams: params,
    baseUrl: call.caller.upstream.baseUrl,
    fields,
  };
  const refused = adapter.faultOf?.(asked) ?? null;
  if (refused !== null) return { kind: "denied", denial: unsupportedValue(refused) };
  const from = await sourceOf(context, call, asked);
  if (from.kind === "denied") return from;
  const intent = adapter.admit(asked, from.job);
  if (key.models !== null && !key.models.has(intent.model)) {
    return { kind: "denied", denial: modelForbidden(intent.model) };
  }

  const job = newJob(context, call, intent, from.job?.providerJobId ?? null);
  const { user } = job.attribution;
  const claim = named === null ? null : idempotencyClaim(call.caller, user, named);
  const decision = context.policy.holdsFor(job);
  if (decision.kind !== "hold") {
    // What was answered once is answered again, whatever has been closed since.
    const repeat = claim === null ? null : await context.jobBook.findRepeat(job.workspaceId, claim);
    return repeat ?? { kind: "denied", denial: denialOf(context, job, decision) };
  }
  const { holds } = decision;
  if (callback !== null) await context.callbacks.open({ ...job, ...callback });
  const admitted = await context.jobBook.admit(job, holds, claim);
  if (callback !== null && admitted.kind !== "admitted") {
    await context.callbacks.forget(job.generationId);
  }
  if (admitted.kind === "repeat") return admitted;
  if (admitted.kind === "refused") {
    const refusing = holds.filter((hold) => hold === admitted.hold);
    call.announced.push(...quotaHeaders(refusing, [admitted], [], job.createdAtMs));
    const denial = quotaDenial(admitted, job.createdAtMs, context.reportingCurrency);
    return { kind: "denied", denial };
  }
  call.generationId = job.generationId;
  call.announced.push(
    "reelmeter-generation-id",
    job.generationId,
    "reelmeter-cost-estimate",
    estimateText(job.estimate),
    ...quotaHeaders(holds, admitted.states, admitted.exceeded, job.createdAtMs),
  );
  return { kind: "admitted", job };
}

function denialOf(
  context: ProxyContext,
  job: NewJob,
  decision: Exclude<AdmissionDecision, { kind: "hold" }>,
): Denial {
  switch (decision.kind) {
    case "unknown_amount":
      return unknownAmountDenial(job, decision, context.reportingCurrency);
    case "closed":
      return closedDenial(decision);
    case "blocked":
      return blockedDenial(decision);
  }
}

function newJob(
  context: ProxyContext,
  call: Call,
  intent: CreateIntent,
  sourceProviderJobId: string | null,
): NewJob {
  const { key, workspace, upstream, adapter, route } = call.caller;
  const createdAtMs = Math.trunc(context.booksClock());
  const profile = profileOf(context.directory.gpuProfiles(key.workspaceId), {
    provider: upstream.provider,
    upstream: upstream.slug,
    model: intent.model,
    atMs: createdAtMs,
  });
  const profiled = profiledIntent(intent, profile);
  return {
    generationId: context.mintId(createdAtMs),
    createdAtMs,
    workspaceId: workspace.id,
    upstreamId: upstream.id,
    upstream: upstream.slug,
    provider: upstream.provider,
    keyId: key.id,
    operation: route.operation ?? "create",
    sourceProviderJobId,
    downloadsPass: intent.downloadsPass ?? adapter.downloadsPass,
    attribution: call.attribution,
    model: intent.model,
    resolution: intent.resolution,
    requestedSeconds: intent.requestedSeconds,
    audio: intent.audio,
    dimensions: profiled.dimensions,
    promptHash: promptHash(workspace.promptHashKey, intent.prompt),
    // Postgres text takes no NUL.
    prompt: workspace.storePrompts ? intent.prompt.replaceAll("\u0000", "\ufffd") : null,
    estimate: estimate(context, call, profiled, createdAtMs),
  };
}

/** The most the job can cost: its price as if it succeeded. */
function estimate(context: ProxyContext, call: Call, intent: CreateIntent, atMs: number): Cost {
  const { key, upstream } = call.caller;
  const versions = context.directory.prices(key.workspaceId, upstream.provider, intent.model);
  const match = priceRequest(versions, {
    provider: upstream.provider,
    model: intent.model,
    atMs,
    dimensions: { ...intent.dimensions, outcome: "succeeded" },
    units: intent.units,
  });
  if (match.kind === "unpriced") return { basis: "unpriced", reason: match.reason };
  const { amount, currency, calculation } = match;
  return { basis: "estimate", amount, currency, calculation };
}

function estimateText(cost: Cost): string {
  return cost.basis === "unpriced" ? "unpriced" : `${formatNano(cost.amount)} ${cost.currency}`;
}

const MAX_SHORT_FIELD_CHARACTERS = 300;
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;

/** The job that a create goes on with, named by itself or by a file that it made. */
async function sourceOf(
  context: ProxyContext,
  call: Call,
  asked: CreateCall,
): Promise<
  | { readonly kind: "source"; readonly job: KnownJob | null }
  | { readonly kind: "denied"; readonly denial: Denial }
> {
  const { key, upstream, adapter } = call.caller;
  const id = adapter.sourceOf(asked);
  const fileId = id === null ? (adapter.sourceFileOf?.(asked) ?? null) : null;
  const named = id ?? fileId;
  if (named === null) return { kind: "source", job: null };
  const job =
    fileId === null
      ? await context.jobBook.find(key.workspaceId, upstream.id, named)
      : await context.jobBook.findByFile(key.workspaceId, upstream.id, fileId);
  if (job !== null) return { kind: "source", job };
  return { kind: "denied", denial: unknownObject(fileId === null ? "job" : FILE, named) };
}

function unsupportedValue({ param, message }: CreateFault): Denial {
  return { status: 400, type: "invalid_request_error", code: "unsupported_value", param, message };
}

/** All but the prompt are names and numbers, which are stored and shown; what stands under any key may be anything. */
function faultOf(
  fields: CreateFields,
  {
    promptField,
    furtherPromptFields,
  }: Pick<ProviderAdapter, "promptField" | "furtherPromptFields">,
  callback: Callback | null,
): Denial | null {
  for (const [name, value] of fields.values) {
    if (name === promptField || furtherPromptFields?.includes(name) === true) continue;
    if (name.includes("*")) continue;
    if (name === callback?.place.name) continue;
    if (value.length <= MAX_SHORT_FIELD_CHARACTERS && !CONTROL.test(value)) continue;
    return {
      status: 400,
      type: "invalid_request_error",
      code: "invalid_value",
      param: name,
      message: `The value of '${name}' is too long or has control characters. Send a plain short value.`,
    };
  }
  return null;
}

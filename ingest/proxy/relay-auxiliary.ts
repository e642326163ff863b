import { FILE } from "../providers/provider-route.ts";
import { answerHeaders } from "./answer-headers.ts";
import { callUpstream, type UpstreamAnswer } from "./call-upstream.ts";
import { dispatchRelay, faultDenials } from "./dispatch-relay.ts";
import type { Call } from "./exchange.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { readCreateBody, type CreateBody } from "./read-create-body.ts";
import { readJobId } from "./read-job-id.ts";
import { denials, unknownObject, type Denial } from "./refusals.ts";
import { refuse, sendWhole } from "./send-answer.ts";
import { upstreamHeaders } from "./upstream-headers.ts";

/**
 * Objects beside the jobs (characters). What a workspace makes is remembered as its own before it is answered;
 * what is not known to be its own answers as if it did not exist. What belongs to nobody (a catalogue) passes.
 * @throws BooksUnavailableError
 */
export async function relayAuxiliary(context: ProxyContext, call: Call): Promise<void> {
  const { adapter, route } = call.caller;
  if (route.method === "POST") {
    await makeObject(context, call);
    return;
  }
  if (route.object !== undefined) {
    const denial = await denialOf(context, call, route.object);
    if (denial === GONE) return;
    if (denial !== null) {
      refuse(call, adapter, denial);
      return;
    }
  }
  dispatchRelay(context, call, {
    body: null,
    headersMs: context.limits.pollHeadersMs,
    bodyIdleMs: context.limits.pollBodyIdleMs,
    clientIdleMs: 0,
    maxJsonBytes: 0,
  });
}

const GONE = "gone";

/** Null for what is the caller's own. */
async function denialOf(
  context: ProxyContext,
  call: Call,
  object: string,
): Promise<Denial | null | typeof GONE> {
  const { key, upstream } = call.caller;
  const named = await readJobId(call, context.limits);
  if (named.kind !== "named") return named.kind === "gone" ? GONE : named.denial;
  const { workspaceId } = key;
  const upstreamId = upstream.id;
  if (object === FILE) {
    const job = await context.jobBook.findByFile(workspaceId, upstreamId, named.id);
    call.generationId = job?.generationId ?? null;
    call.providerJobId = job?.providerJobId ?? null;
    return job === null ? unknownObject(object, named.id) : null;
  }
  const owned = { workspaceId, upstreamId, object, providerId: named.id };
  return (await context.objectOwners.owns(owned)) ? null : unknownObject(object, named.id);
}

async function makeObject(context: ProxyContext, call: Call): Promise<void> {
  const { key, upstream, adapter, route } = call.caller;
  const body = await readCreateBody(call.incoming, adapter, context.limits, (chunk) => {
    call.bytesIn += chunk.length;
  });
  if (body.kind === "gone") return;
  if (body.kind === "denied") {
    refuse(call, adapter, body.denial);
    return;
  }
  const answer = await forward(context, call, body);
  if (answer === null) return;
  if (answer.kind !== "answer") {
    refuse(
      call,
      adapter,
      answer.kind === "fault" ? faultDenials[answer.fault] : denials.overloaded,
    );
    return;
  }
  call.upstreamMs = answer.atMs - call.startedAtMs;
  const providerId = answer.status < 300 ? (adapter.auxiliary?.idOf(answer.json) ?? null) : null;
  if (providerId !== null) {
    await context.objectOwners.remember({
      workspaceId: key.workspaceId,
      upstreamId: upstream.id,
      object: route.object ?? "",
      providerId,
    });
  }
  const headers = answerHeaders(answer.headers);
  sendWhole(
    call,
    answer.status,
    headers.filter((_, index) => headers[index - (index % 2)] !== "content-length"),
    answer.body,
  );
}

/** Null when the client's body ended badly and the client was told. */
async function forward(
  context: ProxyContext,
  call: Call,
  body: Extract<CreateBody, { kind: "whole" | "streaming" }>,
): Promise<UpstreamAnswer | null> {
  const { limits } = context;
  const length = body.kind === "whole" ? body.bytes.length : body.length;
  const headers = upstreamHeaders(call.caller);
  if (length !== null) headers.push("content-length", String(length));
  const answering = callUpstream(context.pools.for(call.caller.upstream), {
    method: "POST",
    path: call.caller.upstreamPath,
    headers,
    body: body.kind === "whole" ? body.bytes : body.body,
    headersMs: limits.createHeadersMs,
    answerMs: limits.createAnswerMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    clock: context.clock,
  });
  if (body.kind === "whole") return answering;
  const first = await Promise.race([body.fields, answering]);
  if (first.kind === "fields") {
    body.body.release();
    return answering;
  }
  body.body.destroy();
  if (first.kind === "denied") refuse(call, call.caller.adapter, first.denial);
  return first.kind === "denied" || first.kind === "gone" ? null : first;
}

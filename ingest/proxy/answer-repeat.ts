import { isFinal } from "../../domain/lifecycle.ts";
import type { Repeat } from "../job-book.ts";
import type { PolledJob } from "../providers/adapter.ts";
import { callUpstream } from "./call-upstream.ts";
import type { Call } from "./exchange.ts";
import { isOwnJobId } from "../own-job-id.ts";
import { meantStatus } from "../providers/meant-status.ts";
import { pathOfCall } from "../providers/upstream-path.ts";
import { ownBody } from "./own-answer.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { denials } from "./refusals.ts";
import { refuse, sendWhole } from "./send-answer.ts";
import { credentialOf } from "./upstream-headers.ts";

/**
 * Answers a create whose idempotency key was used before, without making anything: the first answer again; 422 when
 * it is another create; 409 while the first one runs. A first answer that a crash lost is asked of the upstream.
 * @throws BooksUnavailableError
 */
export async function answerRepeat(
  context: ProxyContext,
  call: Call,
  repeat: Repeat,
): Promise<void> {
  const { adapter, key } = call.caller;
  if (!repeat.sameBody) {
    refuse(call, adapter, denials.idempotencyKeyReused);
    return;
  }
  call.generationId = repeat.generationId;
  call.announced.push("reelmeter-generation-id", repeat.generationId);
  if (repeat.answer !== null) {
    const { status, contentType, body } = repeat.answer;
    call.announced.push("reelmeter-idempotent-replay", "true");
    sendWhole(call, status, ["content-type", contentType, "cache-control", "no-store"], body);
    return;
  }
  const progress = await context.jobBook.progressOf(key.workspaceId, repeat.generationId);
  if (progress?.job != null) {
    await answerFromUpstream(context, call, progress.job);
    return;
  }
  if (progress === null || isFinal(progress.state)) {
    // It surely made nothing, and its process ended before it could free the key.
    await context.jobBook.answered(key.workspaceId, repeat.generationId, null);
  }
  refuse(call, adapter, denials.idempotentRunning);
}

/** The job as it is now, in the provider's own words. */
async function answerFromUpstream(
  context: ProxyContext,
  call: Call,
  job: PolledJob,
): Promise<void> {
  const { caller } = call;
  const { limits } = context;
  const { pollCall } = caller.adapter;
  if (pollCall === null || isOwnJobId(job.providerJobId)) {
    refuse(call, caller.adapter, denials.answerNotKept);
    return;
  }
  const { method, path, body } = pollCall(job);
  const upstreamPath = pathOfCall(caller.adapter, caller.upstream.baseUrl, path);
  if (upstreamPath === null) {
    refuse(call, caller.adapter, denials.idempotentRunning);
    return;
  }
  const sent = body === undefined ? null : Buffer.from(JSON.stringify(body));
  const answer = await callUpstream(context.pools.for(caller.upstream), {
    method,
    path: upstreamPath,
    headers: [
      "accept",
      "application/json",
      ...(sent === null ? [] : ["content-type", "application/json"]),
      ...Object.entries(caller.adapter.ownHeaders).flat(),
      ...credentialOf(caller),
    ],
    body: sent,
    headersMs: limits.createHeadersMs,
    answerMs: limits.createAnswerMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    clock: context.clock,
  });
  if (
    answer.kind !== "answer" ||
    meantStatus(caller.adapter, answer.status, answer.json) !== 200 ||
    answer.plain === null
  ) {
    refuse(call, caller.adapter, denials.idempotentRunning);
    return;
  }
  call.providerJobId = job.providerJobId;
  call.announced.push("reelmeter-idempotent-replay", "true");
  sendWhole(
    call,
    200,
    ["content-type", "application/json", "cache-control", "no-store"],
    ownBody(context, call, answer.plain) ?? answer.plain,
  );
}

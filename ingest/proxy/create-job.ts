import type { NewJob } from "../job-book.ts";
import { admitJob, type Admission } from "./admit-job.ts";
import { answerHeaders } from "./answer-headers.ts";
import { answerRepeat } from "./answer-repeat.ts";
import { callUpstream, type UpstreamAnswer } from "./call-upstream.ts";
import { faultDenials } from "./dispatch-relay.ts";
import type { Call } from "./exchange.ts";
import { BodyDigest, readIdempotencyKey, type NamedBody } from "./idempotency.ts";
import { ownAnswer } from "./own-answer.ts";
import { PassingAnswer } from "./passing-answer.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { readCreateBody, type CreateBody, type StreamedFields } from "./read-create-body.ts";
import { recordFirstAnswer } from "./record-first-answer.ts";
import { recordOutcome } from "./record-outcome.ts";
import { denials, invalidIdempotencyKey, type Denial } from "./refusals.ts";
import { refuse, sendWhole } from "./send-answer.ts";
import { upstreamHeaders } from "./upstream-headers.ts";

/**
 * A create, remix, edit or extension: read, admitted durably, forwarded, its outcome written, then answered. Once
 * admitted it runs to its end, whether the client still waits or not.
 * @throws BooksUnavailableError before anything complete was sent upstream.
 */
export async function createJob(context: ProxyContext, call: Call): Promise<void> {
  const { adapter } = call.caller;
  const { limits } = context;
  if (context.requestLog.overloaded()) {
    refuse(call, adapter, { ...denials.overloaded, retryAfterSeconds: limits.retryAfterSeconds });
    return;
  }
  const named = readIdempotencyKey(call.incoming.headers);
  if (named.kind === "invalid") {
    refuse(call, adapter, invalidIdempotencyKey(named.reason));
    return;
  }
  const digest =
    named.kind === "none" ? null : new BodyDigest(call.incoming.headers["content-type"]);
  const body = await readCreateBody(call.incoming, adapter, limits, (chunk) => {
    call.bytesIn += chunk.length;
    digest?.add(chunk);
  });
  /** To be asked once the body is here as a whole. */
  const claim = (): NamedBody | null =>
    named.kind === "key" && digest !== null ? { key: named.key, bodySha256: digest.end() } : null;
  switch (body.kind) {
    case "gone":
      return;
    case "denied":
      refuse(call, adapter, body.denial);
      return;
    case "whole":
      await createWhole(context, call, body, claim());
      return;
    case "streaming":
      await createStreaming(context, call, body, claim);
      return;
  }
}

async function createWhole(
  context: ProxyContext,
  call: Call,
  body: Extract<CreateBody, { kind: "whole" }>,
  claim: NamedBody | null,
): Promise<void> {
  const admission = await admitJob(context, call, body.fields, claim);
  if (admission.kind !== "admitted") {
    await turnAway(context, call, admission);
    return;
  }
  const passing = new PassingAnswer(call, context.limits);
  passing.admit();
  const answer = await send(context, call, body.bytes, body.bytes.length, passing);
  await conclude(context, call, { job: admission.job, claim, passing }, answer);
}

async function turnAway(
  context: ProxyContext,
  call: Call,
  admission: Exclude<Admission, { kind: "admitted" }>,
): Promise<void> {
  if (admission.kind === "repeat") await answerRepeat(context, call, admission);
  else refuse(call, call.caller.adapter, admission.denial);
}

/** The upstream receives the body while it arrives here, but not its end before the admission. */
async function createStreaming(
  context: ProxyContext,
  call: Call,
  body: Extract<CreateBody, { kind: "streaming" }>,
  claimOf: () => NamedBody | null,
): Promise<void> {
  const passing = new PassingAnswer(call, context.limits);
  const answering = send(context, call, body.body, body.length, passing);
  const first = await Promise.race([body.fields, answering]);
  if (first.kind !== "fields") {
    body.body.destroy(new NotAdmittedError());
    endUnadmitted(call, first);
    return;
  }
  const claim = claimOf();
  let admission;
  try {
    admission = await admitJob(context, call, first.fields, claim);
  } catch (error) {
    body.body.destroy(new NotAdmittedError());
    throw error;
  }
  if (admission.kind !== "admitted") {
    body.body.destroy(new NotAdmittedError());
    await turnAway(context, call, admission);
    return;
  }
  passing.admit();
  body.body.release();
  await conclude(context, call, { job: admission.job, claim, passing }, await answering);
}

/** The request was not admitted: the upstream's copy of it must not become complete. */
class NotAdmittedError extends Error {
  override readonly name = "NotAdmittedError";
}

function send(
  context: ProxyContext,
  call: Call,
  body: Parameters<typeof callUpstream>[1]["body"],
  length: number | null,
  passage: PassingAnswer,
): Promise<UpstreamAnswer> {
  const { limits } = context;
  const isBlocking = call.caller.route.blocking === true;
  const headers = upstreamHeaders(call.caller);
  if (length !== null) headers.push("content-length", String(length));
  return callUpstream(context.pools.for(call.caller.upstream), {
    method: "POST",
    path: call.caller.upstreamPath,
    headers,
    body,
    headersMs: isBlocking ? limits.blockingHeadersMs : limits.createHeadersMs,
    answerMs: isBlocking ? limits.blockingAnswerMs : limits.createAnswerMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    passage,
    clock: context.clock,
  });
}

/** The body could not be read to its end, or the upstream answered before it had all of it. */
function endUnadmitted(
  call: Call,
  why: Exclude<StreamedFields, { kind: "fields" }> | UpstreamAnswer,
): void {
  const { adapter } = call.caller;
  if (why.kind === "gone") return;
  if (why.kind === "answer" && why.status >= 400) {
    call.upstreamMs = why.atMs - call.startedAtMs;
    passAnswer(call, why);
  } else {
    refuse(call, adapter, why.kind === "denied" ? why.denial : denialOf(why));
  }
}

function denialOf(answer: UpstreamAnswer): Denial {
  if (answer.kind === "fault") return faultDenials[answer.fault];
  return answer.kind === "overloaded" ? denials.overloaded : denials.broken;
}

interface Admitted {
  readonly job: NewJob;
  readonly claim: NamedBody | null;
  readonly passing: PassingAnswer;
}

async function conclude(
  context: ProxyContext,
  call: Call,
  { job, claim, passing }: Admitted,
  answer: UpstreamAnswer,
): Promise<void> {
  if (answer.kind === "answer") call.upstreamMs = answer.atMs - call.startedAtMs;
  const recorded = await recordOutcome(context, call, job, answer);
  const verdict =
    recorded.kind === "pass"
      ? { ...recorded, answer: ownAnswer(context, call, recorded.answer) }
      : recorded;
  if (claim !== null) await recordFirstAnswer(context, call, job, verdict);
  if (verdict.kind === "deny") {
    refuse(call, call.caller.adapter, verdict.denial);
    return;
  }
  const { delivers } = verdict;
  if (delivers !== null) {
    call.outgoing.once("finish", () => {
      void context.jobBook.downloaded(delivers, context.clock());
    });
  }
  if (verdict.answer.passed) passing.end();
  else passAnswer(call, verdict.answer);
}

function passAnswer(call: Call, answer: Extract<UpstreamAnswer, { kind: "answer" }>): void {
  const headers = answerHeaders(answer.headers);
  const unsized = headers.filter((_, index) => headers[index - (index % 2)] !== "content-length");
  sendWhole(call, answer.status, unsized, answer.body);
}

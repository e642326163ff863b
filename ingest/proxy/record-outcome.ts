import type { KnownJob, NewJob } from "../job-book.ts";
import type { JobReport } from "../providers/adapter.ts";
import type { UpstreamAnswer } from "./call-upstream.ts";
import { meantStatus } from "../providers/meant-status.ts";
import { createdJob } from "./created-job.ts";
import { faultDenials } from "./dispatch-relay.ts";
import type { Call } from "./exchange.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { denials, unknownOutcome, type Denial } from "./refusals.ts";

type Answered = Extract<UpstreamAnswer, { kind: "answer" }>;

/** What the client gets. */
export type Verdict =
  | {
      readonly kind: "pass";
      readonly accepted: Accepted;
      readonly answer: Answered;
      /** What the answer means; its own status unless an error came as a success. */
      readonly status: number;
      /** The job whose clip is in the answer; null where it is fetched later, if at all. */
      readonly delivers: KnownJob | null;
    }
  | { readonly kind: "deny"; readonly accepted: Accepted; readonly denial: Denial };

/** Whether the upstream took the create; null when nobody knows yet. */
type Accepted = boolean | null;

type Outcome =
  | { readonly kind: "accepted"; readonly answer: Answered; readonly report: JobReport }
  | { readonly kind: "rejected"; readonly answer: Answered }
  /** It failed by its own account, perhaps after it had accepted: its list decides. */
  | { readonly kind: "doubtful"; readonly answer: Answered }
  /** Nothing was sent. */
  | { readonly kind: "unreachable"; readonly denial: Denial }
  | { readonly kind: "unknown"; readonly denial: Denial; readonly detail: string };

/**
 * Writes into the books what became of a forwarded create, before its client hears of it. A failing book is
 * logged: the row written at admission is then resolved by asking the upstream.
 */
export async function recordOutcome(
  context: ProxyContext,
  call: Call,
  job: NewJob,
  answer: UpstreamAnswer,
): Promise<Verdict> {
  const outcome = outcomeOf(call, job, answer);
  let known: KnownJob | null = null;
  try {
    known = await write(context, call, job, outcome);
  } catch (error) {
    context.log.error(
      { request_id: call.requestId, generation_id: job.generationId, err: error },
      "the outcome of a create could not be stored; recovery will ask the upstream",
    );
  }
  const accepted = ACCEPTED[outcome.kind];
  if (!("answer" in outcome)) return { kind: "deny", accepted, denial: outcome.denial };
  const passed = outcome.answer;
  const status = meantStatus(call.caller.adapter, passed.status, passed.json);
  const holdsClip = outcome.kind === "accepted" && outcome.report.holdsClip === true;
  return { kind: "pass", accepted, answer: passed, status, delivers: holdsClip ? known : null };
}

function outcomeOf(call: Call, job: NewJob, answer: UpstreamAnswer): Outcome {
  const { adapter } = call.caller;
  if (answer.kind === "overloaded") return { kind: "unreachable", denial: denials.overloaded };
  if (answer.kind === "fault") {
    const denial = faultDenials[answer.fault];
    if (answer.fault === "unreachable") return { kind: "unreachable", denial };
    return {
      kind: "unknown",
      denial: unknownOutcome(denial, adapter.list !== null),
      detail: answer.fault,
    };
  }
  const { json } = answer;
  const status = meantStatus(adapter, answer.status, json);
  const report = createdJob(call.caller, job, answer, status);
  if (report !== null) return { kind: "accepted", answer, report };
  const ownError = status >= 300 && adapter.isProviderError(json);
  const refusedByProtocol = status >= 300 && status < 500 && !AMBIGUOUS_STATUSES.has(status);
  if (refusedByProtocol || (ownError && status === UNAVAILABLE)) {
    return { kind: "rejected", answer };
  }
  if (ownError) return { kind: "doubtful", answer };
  return {
    kind: "unknown",
    denial: unknownOutcome(denials.broken, adapter.list !== null),
    detail: `unreadable answer of status ${status}`,
  };
}

const ACCEPTED = {
  accepted: true,
  rejected: false,
  unreachable: false,
  doubtful: null,
  unknown: null,
} as const satisfies Record<Outcome["kind"], Accepted>;

/** Says by its meaning that nothing was taken on, in the provider's own words; a gateway's say nothing. */
const UNAVAILABLE = 503;
/** See Other may follow an accepted request, Request Timeout may race one. */
const AMBIGUOUS_STATUSES = new Set([303, 408]);

async function write(
  context: ProxyContext,
  call: Call,
  job: NewJob,
  outcome: Outcome,
): Promise<KnownJob | null> {
  const { adapter } = call.caller;
  const { generationId } = job;
  switch (outcome.kind) {
    case "accepted": {
      const { report } = outcome;
      call.providerJobId = report.providerJobId;
      return context.jobBook.accepted(job, report.providerJobId, report.observation);
    }
    case "rejected": {
      const { code, message } = adapter.errorOf(outcome.answer.json);
      call.errorCode = "upstream_rejected";
      await context.jobBook.refusedUpstream(generationId, { kind: "rejected", code, message });
      return null;
    }
    case "doubtful": {
      const refusal = adapter.errorOf(outcome.answer.json);
      call.errorCode = "upstream_rejected";
      const detail = `an error of its own, status ${outcome.answer.status}`;
      await context.jobBook.outcomeUnknown(generationId, detail, refusal);
      return null;
    }
    case "unreachable": {
      const { code, message } = outcome.denial;
      await context.jobBook.refusedUpstream(generationId, { kind: "unreachable", code, message });
      return null;
    }
    case "unknown":
      await context.jobBook.outcomeUnknown(generationId, outcome.detail);
      return null;
  }
}

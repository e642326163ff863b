import { NOTHING_KNOWN } from "../../domain/observation.ts";
import type { NewJob } from "../job-book.ts";
import { ownJobId } from "../own-job-id.ts";
import type { JobAsk, JobReport } from "../providers/adapter.ts";
import { failureOf } from "../providers/failure-of.ts";
import type { UpstreamAnswer } from "./call-upstream.ts";
import type { Caller } from "./exchange.ts";
import { jobAnswer } from "./job-answer.ts";

type Answered = Extract<UpstreamAnswer, { kind: "answer" }>;

/**
 * The job that a create's answer tells of; null when it tells of none. A blocking create's answer is the outcome: a clip,
 * or, where nothing can be asked afterwards, the provider's own error of a run that failed.
 * @param status what the answer means.
 */
export function createdJob(
  { adapter, route }: Pick<Caller, "adapter" | "route">,
  job: NewJob,
  answer: Answered,
  status: number,
): JobReport | null {
  const asked = { jobId: null, source: "create" } as const;
  if (route.blocking !== true) {
    const ask = { ...asked, seenAtMs: answer.atMs };
    return status < 300 ? adapter.observeJob(jobAnswer(answer), ask) : null;
  }
  const ownId = ownJobId(job.generationId);
  const ask = { ...asked, seenAtMs: answer.endedAtMs, ownId };
  const report =
    status < 300
      ? (adapter.observeJob(jobAnswer(answer), ask) ?? clipReport(answer, ask))
      : failedRun(adapter, answer, status, ask);
  return report?.providerJobId === ownId ? timed(report, job, answer) : report;
}

type OwnAsk = JobAsk & { readonly ownId: string };

/** The answer is the clip's bytes. */
function clipReport(answer: Answered, ask: OwnAsk): JobReport | null {
  if (!CLIP_TYPE.test(String(answer.headers["content-type"])) || answer.length === 0) return null;
  return { ...ended(ask), holdsClip: true };
}

const CLIP_TYPE = /^video\//i;

/** An error after which nobody can be asked is the run's end; before 500 nothing was run. */
function failedRun(
  adapter: Caller["adapter"],
  { json }: Answered,
  status: number,
  ask: OwnAsk,
): JobReport | null {
  if (adapter.pollCall !== null || status < 500 || status === UNAVAILABLE) return null;
  if (!adapter.isProviderError(json)) return null;
  const { code, message } = adapter.errorOf(json);
  const report = ended(ask);
  const failure = failureOf("provider_error", code, message);
  return { ...report, observation: { ...report.observation, status: "failed", failure } };
}

const UNAVAILABLE = 503;

function ended({ ownId, source, seenAtMs }: OwnAsk): JobReport {
  return {
    providerJobId: ownId,
    createdAtMs: null,
    prompt: null,
    seconds: null,
    observation: { ...NOTHING_KNOWN, source, seenAtMs, status: "succeeded" },
  };
}

/** It ran from when it was sent, admitted already, to the last byte, unless the answer knows better. */
function timed(report: JobReport, job: NewJob, { sentAtMs, endedAtMs }: Answered): JobReport {
  const { observation } = report;
  return {
    ...report,
    observation: {
      ...observation,
      startedAtMs: observation.startedAtMs ?? Math.max(sentAtMs, job.createdAtMs),
      finishedAtMs: observation.finishedAtMs ?? endedAtMs,
    },
  };
}

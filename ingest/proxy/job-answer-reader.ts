import type { Observation, ObservationSource } from "../../domain/observation.ts";
import type { KnownJob } from "../job-book.ts";
import type { JobAnswer, ProviderAdapter } from "../providers/adapter.ts";
import { isTold, meantStatus } from "../providers/meant-status.ts";
import type { JsonTap } from "./json-tap.ts";
import { numberText } from "./number-text.ts";
import { NOTHING_KNOWN } from "../../domain/observation.ts";

/** Reads answers about single jobs. */
export interface JobAnswerReader {
  /** What an answer says about the job it was asked for; null when it says nothing. */
  read(job: KnownJob, source: ObservationSource, status: number, tap: JsonTap): Observation | null;
}

/** Longer answers are read anew each time. */
const MAX_REMEMBERED_CHARACTERS = 4_096;

/**
 * Most polls answer the same bytes as the one before: those are read once per job, which is most of the work of a
 * poll. What is remembered goes when the book forgets the job.
 */
export function createJobAnswerReader(
  adapter: ProviderAdapter,
  clock: () => number,
): JobAnswerReader {
  const last = new WeakMap<KnownJob, Remembered>();
  const { answerHeaders } = adapter;

  return {
    read(job, source, status, tap) {
      const seenAtMs = clock();
      if (status === 404) return unknownJob(adapter, tap.parse(), source, seenAtMs);
      if (!isTold(adapter, status)) return null;
      const text = tap.whole && !tap.overflowed ? tap.text() : null;
      const headers = answerHeaders.length === 0 ? "" : answerHeaders.map(tap.header).join("\n");
      const known = last.get(job);
      if (known?.text === text && known.status === status && known.headers === headers) {
        return { ...known.seen, source, seenAtMs };
      }
      const body = tap.parse();
      const meant = meantStatus(adapter, status, body);
      if (meant !== status) {
        return meant === 404 ? unknownJob(adapter, body, source, seenAtMs) : null;
      }
      const answer: JobAnswer = {
        status,
        header: tap.header,
        body,
        numberText: (path) => numberText(tap.plain() ?? EMPTY, path),
      };
      const report = adapter.observeJob(answer, { jobId: job.providerJobId, source, seenAtMs });
      if (report?.providerJobId !== job.providerJobId) return null;
      const seen = report.observation;
      if (text !== null && text.length <= MAX_REMEMBERED_CHARACTERS) {
        last.set(job, { text, status, headers, seen });
      }
      return seen;
    },
  };
}

const EMPTY = Buffer.alloc(0);

/** Counts only in the provider's own words: a gateway's 404 says nothing about a job. */
function unknownJob(
  adapter: ProviderAdapter,
  body: unknown,
  source: ObservationSource,
  seenAtMs: number,
): Observation | null {
  if (!adapter.isProviderError(body)) return null;
  return { ...NOTHING_KNOWN, source, seenAtMs, status: "unknown_job" };
}

/** An answer and what it said: an equal one says the same. */
interface Remembered {
  readonly text: string;
  readonly status: number;
  /** Values of the headers that the adapter reads. */
  readonly headers: string;
  readonly seen: Observation;
}

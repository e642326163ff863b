import { performance } from "node:perf_hooks";
import type { SessionCookie } from "../../support/browser-session.ts";
import { percentile } from "../percentile.ts";

/** What one question of a panel took. */
export interface QuestionTimes {
  readonly question: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly bytes: number;
  readonly status: number;
}

/** Asks a question over and over, one at a time, with its first answer left out. */
export async function askOften(
  url: string,
  question: string,
  cookie: SessionCookie,
  rounds: number,
): Promise<QuestionTimes> {
  const timesMs: number[] = [];
  let bytes = 0;
  let status = 0;
  for (let round = 0; round <= rounds; round++) {
    const startedMs = performance.now();
    const answer = await fetch(new URL(question, url), {
      headers: { cookie: `${cookie.name}=${cookie.value}`, accept: "application/json" },
    });
    bytes = (await answer.arrayBuffer()).byteLength;
    status = answer.status;
    if (round > 0) timesMs.push(performance.now() - startedMs);
  }
  return {
    question,
    p50Ms: percentile(timesMs, 0.5),
    p95Ms: percentile(timesMs, 0.95),
    bytes,
    status,
  };
}

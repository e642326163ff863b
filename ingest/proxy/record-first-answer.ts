import type { NewJob } from "../job-book.ts";
import { isOwnJobId } from "../own-job-id.ts";
import type { Call } from "./exchange.ts";
import type { ProxyContext } from "./proxy-context.ts";
import type { Verdict } from "./record-outcome.ts";
import { denials } from "./refusals.ts";

/** Answers after which the same create may go well (a credential is mended, a limit passes): its key is freed. */
const PASSING_STATUSES = new Set([401, 402, 403, 409, 425, 429, 503]);

/**
 * Keeps what repeats of an idempotent create are answered: what the upstream accepted, and what it will refuse again.
 * While nobody knows whether it accepted, the key stays taken and unanswered, so that nothing is paid twice. Of an answer
 * that is too long to be kept, repeats learn that; or how the job is now, where its upstream can be asked.
 */
export async function recordFirstAnswer(
  context: ProxyContext,
  call: Call,
  job: NewJob,
  verdict: Verdict,
): Promise<void> {
  const { workspaceId, generationId } = job;
  if (verdict.accepted === null) return;
  if (verdict.kind === "deny") {
    await context.jobBook.answered(workspaceId, generationId, null);
    return;
  }
  if (!verdict.answer.whole) {
    if (!isOwnJobId(call.providerJobId ?? "")) return;
    const { status } = denials.answerNotKept;
    const body = Buffer.from(JSON.stringify(call.caller.adapter.refuse(denials.answerNotKept)));
    const notKept = { status, contentType: "application/json", body };
    await context.jobBook.answered(workspaceId, generationId, notKept);
    return;
  }
  // A repeat carries no content-encoding: what can't be decoded is not kept, and is tried anew.
  const { status, headers, plain: body } = verdict.answer;
  const lasting = verdict.accepted || !PASSING_STATUSES.has(verdict.status);
  const type = headers["content-type"];
  await context.jobBook.answered(
    workspaceId,
    generationId,
    lasting && body !== null
      ? { status, contentType: typeof type === "string" ? type : "application/json", body }
      : null,
  );
}

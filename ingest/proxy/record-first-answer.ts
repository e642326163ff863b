import type { NewJob } from "../job-book.ts";
import type { ProxyContext } from "./proxy-context.ts";
import type { Verdict } from "./record-outcome.ts";

/** Answers after which the same create may go well (a credential is mended, a limit passes): its key is freed. */
const PASSING_STATUSES = new Set([401, 402, 403, 409, 425, 429, 503]);

/**
 * Keeps what repeats of an idempotent create are answered: what the upstream accepted, and what it will refuse again.
 * While nobody knows whether it accepted, the key stays taken and unanswered, so that nothing is paid twice.
 */
export async function recordFirstAnswer(
  context: ProxyContext,
  job: NewJob,
  verdict: Verdict,
): Promise<void> {
  const { workspaceId, generationId } = job;
  if (verdict.accepted === null) return;
  if (verdict.kind === "deny") {
    await context.jobBook.answered(workspaceId, generationId, null);
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

import type { AdmittedGeneration } from "../../db/postgres/admit-generations.ts";
import { parseNano } from "../../domain/money.ts";
import type { PlannedHold } from "../../domain/quota/plan-holds.ts";
import type { AdmissionResult, Repeat } from "../job-book.ts";

/** What Postgres decided, in the words of the book. `holds` are those that were asked for, in lock order. */
export function admissionResult(
  decided: AdmittedGeneration,
  holds: readonly PlannedHold[],
): AdmissionResult {
  switch (decided.kind) {
    case "admitted":
      return {
        kind: "admitted",
        states: decided.states.map(({ used, held }) => ({
          used: parseNano(used),
          held: parseNano(held),
        })),
        exceeded: decided.exceeded,
      };
    case "refused":
      return refused(decided, holds);
    case "repeat":
      return repeatOf(decided);
  }
}

function refused(
  decided: Extract<AdmittedGeneration, { kind: "refused" }>,
  holds: readonly PlannedHold[],
): AdmissionResult {
  const hold = holds.find(
    ({ family, subject }) => family === decided.family && subject === decided.subject,
  );
  if (hold === undefined) throw new Error("Postgres refused a hold that nobody asked for");
  const { window } = hold;
  const freesAtMs =
    window.kind === "rolling" && decided.oldest_ms !== null
      ? decided.oldest_ms + window.seconds * 1_000
      : hold.windowEndMs;
  return {
    kind: "refused",
    hold,
    used: parseNano(decided.used),
    held: parseNano(decided.held),
    limit: parseNano(decided.limit),
    amount: parseNano(decided.amount),
    freesAtMs,
  };
}

/** An idempotency key's first use. */
export function repeatOf(found: Extract<AdmittedGeneration, { kind: "repeat" }>): Repeat {
  const { status, answer_type: contentType, answer_body: body } = found;
  return {
    kind: "repeat",
    sameBody: found.same_body,
    generationId: found.generation_id,
    answer:
      status === null || contentType === null || body === null
        ? null
        : { status, contentType, body: Buffer.from(body, "base64") },
  };
}

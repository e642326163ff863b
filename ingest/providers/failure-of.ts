import type { FailureKind } from "../../domain/generation.ts";
import type { Observation } from "../../domain/observation.ts";

const MAX_CODE = 200;
const MAX_MESSAGE = 2_000;

/** Why a job ended without a clip, within the bounds of what is kept. */
export function failureOf(
  kind: FailureKind,
  code: string | null | undefined,
  message: string | null | undefined,
): NonNullable<Observation["failure"]> {
  return {
    kind,
    code: (code ?? "unknown").slice(0, MAX_CODE),
    message: (message ?? "").slice(0, MAX_MESSAGE),
  };
}

import { FINAL_STATES, type FinalState, type GenerationState } from "./generation.ts";
import type { Observation } from "./observation.ts";

type Status = Observation["status"];

/** What a status does to a state: move on, change nothing, or be refused as impossible news. */
export type Move =
  | { readonly kind: "move"; readonly to: GenerationState }
  | { readonly kind: "stay" }
  | { readonly kind: "refuse" };

/** True for states in which the outcome is known. `lost` is not one of them. */
export function isFinal(state: GenerationState): state is FinalState {
  return FINAL_STATES.some((final) => final === state);
}

/**
 * The table of moves; every (state, status) pair is answered. A known outcome never changes (corrections are
 * about money, not about state), late news of progress changes nothing, and a lost job that turns up again is
 * taken back.
 */
export function nextState(state: GenerationState, status: Status): Move {
  const to = TABLE[state][status];
  if (to === "stay") return { kind: "stay" };
  if (to === "refuse") return { kind: "refuse" };
  return { kind: "move", to };
}

type Cell = GenerationState | "stay" | "refuse";

const OUTCOMES = {
  succeeded: "succeeded",
  failed: "failed",
  blocked: "blocked",
  cancelled: "cancelled",
  expired: "expired",
} as const;

/** A deleted job that never ended was stopped by its owner. */
const OPEN = { ...OUTCOMES, deleted: "cancelled", unknown_job: "lost" } as const;

/** The outcome is known: the same news again is nothing new, other outcomes contradict it. */
const known = (state: FinalState): Record<Status, Cell> => ({
  submitted: "stay",
  running: "stay",
  succeeded: "refuse",
  failed: "refuse",
  blocked: "refuse",
  cancelled: "refuse",
  expired: "refuse",
  deleted: "stay",
  unknown_job: "stay",
  [state]: "stay",
});

const TABLE: Record<GenerationState, Record<Status, Cell>> = {
  held: { ...OPEN, submitted: "submitted", running: "running" },
  submitted: { ...OPEN, submitted: "stay", running: "running" },
  running: { ...OPEN, submitted: "stay", running: "stay" },
  lost: {
    ...OUTCOMES,
    submitted: "submitted",
    running: "running",
    deleted: "stay",
    unknown_job: "stay",
  },
  succeeded: known("succeeded"),
  failed: known("failed"),
  blocked: known("blocked"),
  cancelled: known("cancelled"),
  // A finished clip whose file has expired was still made: `expired` may come after, not instead.
  expired: known("expired"),
};

import { NANO_PER_UNIT, type Nano } from "../../domain/money.ts";
import type { PlannedHold } from "../../domain/quota/plan-holds.ts";
import type { BucketState } from "../job-book.ts";

/**
 * `RateLimit-Policy` and `RateLimit` for the rules that bind a create, and the names of warning rules that it passed.
 * Structured fields hold whole numbers, so amounts are rounded down. Source: IETF draft-ietf-httpapi-ratelimit-headers.
 * @param states after the admission (or at the refusal), one for each hold.
 * @returns name, value, name, value …
 */
export function quotaHeaders(
  holds: readonly PlannedHold[],
  states: readonly BucketState[],
  exceeded: readonly string[],
  nowMs: number,
): string[] {
  const policies: string[] = [];
  const limits: string[] = [];
  for (const [index, hold] of holds.entries()) {
    const state = states[index];
    if (hold.binding === null || state === undefined) continue;
    const name = quoted(hold.binding.name);
    const left = hold.binding.limit - state.used - state.held;
    policies.push(
      `${name};q=${whole(hold, hold.binding.limit)}${unit(hold)}${windowSeconds(hold)}`,
    );
    limits.push(`${name};r=${whole(hold, left > 0n ? left : 0n)}${resetSeconds(hold, nowMs)}`);
  }
  const warned = holds
    .flatMap((hold) => hold.watching)
    .filter(({ mode, ruleId }) => mode === "warn" && exceeded.includes(ruleId))
    .map(({ name }) => quoted(name));
  return [
    ...header("ratelimit-policy", policies),
    ...header("ratelimit", limits),
    ...header("reelmeter-quota-warning", warned),
  ];
}

function header(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [name, values.join(", ")];
}

/** A structured field string (RFC 8941): printable ASCII, quotes and backslashes escaped. */
function quoted(text: string): string {
  const ascii = text.replaceAll(/[^\x20-\x7e]/g, "?");
  return `"${ascii.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
}

/** Money is told in hundredths, so that less than a whole unit is not nothing. */
const HUNDREDTHS = 100n;

function whole({ metric }: PlannedHold, amount: Nano): string {
  return ((metric === "cost" ? amount * HUNDREDTHS : amount) / NANO_PER_UNIT).toString();
}

function unit({ metric }: PlannedHold): string {
  return metric === "cost" ? ';qu="hundredths"' : "";
}

function windowSeconds({ window, windowStartMs, windowEndMs }: PlannedHold): string {
  if (window.kind === "rolling") return `;w=${window.seconds}`;
  return windowEndMs === null ? "" : `;w=${Math.round((windowEndMs - windowStartMs) / 1_000)}`;
}

function resetSeconds({ windowEndMs }: PlannedHold, nowMs: number): string {
  return windowEndMs === null ? "" : `;t=${Math.max(0, Math.ceil((windowEndMs - nowMs) / 1_000))}`;
}

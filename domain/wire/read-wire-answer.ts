import { divideRounded, isDecimal, nanoOfNumber, parseNano, type Nano } from "../money.ts";
import { NOTHING_KNOWN, type Observation, type ObservationSource } from "../observation.ts";
import { parseWirePath, valueAt } from "./wire-path.ts";
import type { Wire } from "./wire-schema.ts";

/** An answer about one job, as the engine or a rehearsal has it. */
export interface WireAnswer {
  readonly status: number;
  /** Undefined when it is no JSON, also when it is empty. */
  readonly body: unknown;
  /** A number as it is written in the body, by its members' names. */
  numberText(path: string): string | null;
}

export interface WireReport {
  readonly providerJobId: string;
  readonly observation: Observation;
}

type Status = Observation["status"];

/** Reads what an answer says about a job by a wire's description; null when it says nothing. */
export function readWireAnswer(
  wire: Wire,
  answer: WireAnswer,
  ask: {
    readonly jobId: string | null;
    /** Of a blocking create: the id that the job gets where nobody can be asked about it again. */
    readonly ownId?: string;
    readonly source: ObservationSource;
    readonly seenAtMs: number;
  },
): WireReport | null {
  const { jobId, source, seenAtMs } = ask;
  const rules = wire.answer;
  const seen = { ...NOTHING_KNOWN, source, seenAtMs };
  if (answer.body === undefined) {
    const { empty } = rules;
    return jobId === null || empty === undefined
      ? null
      : { providerJobId: jobId, observation: { ...seen, status: empty } };
  }
  const { ownId } = ask;
  const isAsked = wire.routes.some(({ kind }) => kind === "retrieve");
  const named = ownId !== undefined && !isAsked ? ownId : textAt(answer.body, rules.id);
  const providerJobId = jobId !== null && !rules.repeats_id ? jobId : (named ?? ownId ?? null);
  if (providerJobId === null) return null;
  const code = textAt(answer.body, rules.failure_code);
  const unsaid = ownId === undefined ? "submitted" : "succeeded";
  const status = statusOf(wire, answer.body, code) ?? (jobId === null ? unsaid : null);
  if (status === null) return null;
  return {
    providerJobId,
    observation: {
      ...seen,
      status,
      progress: progressOf(rules.progress, answer.body),
      videoSeconds:
        status === "succeeded" ? secondsOf(textAt(answer.body, rules.video_seconds)) : null,
      gpuMs: gpuMsOf(numberOf(answer, rules.gpu_seconds)),
      reportedCost: costOf(rules.cost, answer),
      billedUnits: unitsOf(rules.units, answer),
      failure: failureOf(status, code, textAt(answer.body, rules.failure_message)),
    },
  };
}

/** A string, number or boolean of a body as text; null when there is none. */
export function textAt(body: unknown, path: string | undefined): string | null {
  const steps = path === undefined ? null : parseWirePath(path);
  const value = steps === null ? undefined : valueAt(body, steps);
  if (typeof value === "string") return value === "" ? null : value.slice(0, MAX_TEXT);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

const MAX_TEXT = 2_000;
const MAX_SECONDS: Nano = 3_600_000_000_000n;

/** Seconds (`5`, `5.041`, `5s`) as nano; null for what is not a positive number of at most an hour. */
export function secondsOf(text: string | null): Nano | null {
  const plain = text?.replace(/s$/, "") ?? "";
  if (plain.length > 12 || !isDecimal(plain)) return null;
  const nano = parseNano(plain);
  return nano > 0n && nano <= MAX_SECONDS ? nano : null;
}

function statusOf(wire: Wire, body: unknown, code: string | null): Status | null {
  const { states, status: path, moderated_codes: moderated } = wire.answer;
  const said = textAt(body, path);
  if (said === null || !Object.hasOwn(states, said)) return null;
  const status = states[said] ?? null;
  const stopped = moderated.some((each) =>
    each.endsWith("*") ? code?.startsWith(each.slice(0, -1)) : code === each,
  );
  return status === "failed" && stopped ? "blocked" : status;
}

function progressOf(rule: Wire["answer"]["progress"], body: unknown): number | null {
  const share = Number(textAt(body, rule?.path) ?? Number.NaN);
  if (rule === undefined || !Number.isFinite(share)) return null;
  return Math.min(100, Math.max(0, Math.floor(rule.of === 1 ? share * 100 : share)));
}

/** As written, whether as a number or as text that is one. */
function numberOf(answer: WireAnswer, path: string | undefined): string | null {
  if (path === undefined) return null;
  return answer.numberText(path) ?? textAt(answer.body, path);
}

const NANO_PER_MS = 1_000_000n;

function gpuMsOf(seconds: string | null): number | null {
  const nano = seconds === null ? null : nanoOfNumber(seconds);
  return nano === null || nano < 0n ? null : Number(divideRounded(nano, NANO_PER_MS));
}

function costOf(rule: Wire["answer"]["cost"], answer: WireAnswer): Observation["reportedCost"] {
  const text = numberOf(answer, rule?.path);
  if (rule === undefined || text === null) return null;
  const amount = nanoOfNumber(text, BigInt(rule.per_unit));
  const currency = rule.currency ?? textAt(answer.body, rule.currency_path)?.toUpperCase() ?? "";
  if (amount === null || amount < 0n || !/^[A-Z]{3}$/.test(currency)) return null;
  return { amount, currency };
}

function unitsOf(rule: Wire["answer"]["units"], answer: WireAnswer): Observation["billedUnits"] {
  const text = numberOf(answer, rule?.path);
  const units = text === null ? null : nanoOfNumber(text);
  return rule === undefined || units === null || units < 0n ? null : { unit: rule.unit, units };
}

const KINDS = {
  failed: "provider_error",
  blocked: "moderated",
  cancelled: "cancelled",
  expired: "expired",
} as const;

function failureOf(
  status: Status,
  code: string | null,
  message: string | null,
): Observation["failure"] {
  if (status === "failed" || status === "blocked") {
    return { kind: KINDS[status], code: (code ?? "unknown").slice(0, 200), message: message ?? "" };
  }
  if (status !== "cancelled" && status !== "expired") return null;
  return { kind: KINDS[status], code: (code ?? status).slice(0, 200), message: message ?? "" };
}

import type { GenerationDetail } from "../../api/contract/generations.ts";

export type StepKind =
  | "created"
  | "held"
  | "submitted"
  | "started"
  | "lost"
  | "finished"
  | "ended"
  | "settled"
  | "downloaded"
  | "rerated"
  | "unrerated";

/** Why a step has no time. */
export type UnknownTime = "not_yet" | "not_told" | "not_recorded" | "never" | "elsewhere";

export interface ClipStep {
  readonly kind: StepKind;
  /** ms since the epoch; null when it is not known, and `why` says why. */
  readonly atMs: number | null;
  /** ms since the last step before it whose time is known. */
  readonly afterMs: number | null;
  readonly why: UnknownTime | null;
}

const OPEN = ["held", "submitted", "running"];

export function isOpenClip({ status }: Pick<GenerationDetail, "status">): boolean {
  return OPEN.includes(status);
}

/**
 * Everything that happens to a clip, in the order of time; what is not known stands where it belongs, with the reason.
 * A provider's clock may differ from ours, so a known time decides before the usual order does.
 */
export function clipSteps(detail: GenerationDetail): readonly ClipStep[] {
  const steps: Step[] = [];
  for (const step of expectedSteps(detail)) {
    // An unknown one stays behind the one that it usually follows.
    const later = steps.findIndex(
      ({ atMs }) => atMs !== null && step.atMs !== null && atMs > step.atMs,
    );
    if (later === -1) steps.push(step);
    else steps.splice(later, 0, step);
  }
  let beforeMs: number | null = null;
  return steps.map(({ kind, atMs, why }) => {
    const afterMs = atMs === null || beforeMs === null ? null : atMs - beforeMs;
    if (atMs !== null) beforeMs = atMs;
    return { kind, atMs, afterMs, why: atMs === null ? why : null };
  });
}

interface Step {
  readonly kind: StepKind;
  readonly atMs: number | null;
  readonly why: UnknownTime;
}

function expectedSteps(detail: GenerationDetail): readonly Step[] {
  const isOpen = isOpenClip(detail);
  const unless = (why: UnknownTime): UnknownTime => (isOpen ? "not_yet" : why);
  const step = (kind: StepKind, at: string | null, why: UnknownTime): Step => ({
    kind,
    atMs: at === null ? null : Date.parse(at),
    why,
  });
  const succeeded = detail.status === "succeeded";
  const lostAt = detail.timeline.find(({ event }) => event === "lost")?.at ?? null;
  return [
    step("created", detail.created_at, "not_recorded"),
    ...(detail.hold === null ? [] : [step("held", detail.hold.held_at, "not_recorded")]),
    step("submitted", detail.submitted_at, unless("not_recorded")),
    step("started", detail.started_at, unless("not_told")),
    ...(lostAt === null ? [] : [step("lost", lostAt, "not_recorded")]),
    step(succeeded || isOpen ? "finished" : "ended", detail.finished_at, unless("not_told")),
    step("settled", detail.settled_at, unless("not_recorded")),
    ...(succeeded
      ? [
          step(
            "downloaded",
            detail.first_downloaded_at,
            detail.downloads_pass ? "never" : "elsewhere",
          ),
        ]
      : []),
    ...detail.rerates.flatMap(({ applied_at, reverted_at }) => [
      step("rerated", applied_at, "not_yet"),
      ...(reverted_at === null ? [] : [step("unrerated", reverted_at, "not_recorded")]),
    ]),
  ];
}

export type SpanKind = "accepting" | "waiting" | "generating" | "upstream" | "settling" | "open";

export interface ClipSpan {
  readonly kind: SpanKind;
  readonly ms: number;
}

/** Where the time went between admission and settlement, or until now for one that has not ended. */
export function clipSpans(detail: GenerationDetail, nowMs: number): readonly ClipSpan[] {
  const isOpen = isOpenClip(detail);
  const marks = (["created", "submitted", "started", "finished", "settled"] as const).flatMap(
    (name) => {
      const at = detail[`${name}_at`];
      return at === null ? [] : [{ name, atMs: Date.parse(at) }];
    },
  );
  const spans = marks.slice(1).map((mark, index): ClipSpan => {
    const from = marks[index] ?? mark;
    return { kind: spanOf(from.name, mark.name), ms: Math.max(0, mark.atMs - from.atMs) };
  });
  const last = marks.at(-1);
  const sinceMs = last === undefined || !isOpen ? 0 : Math.max(0, nowMs - last.atMs);
  return [...spans, { kind: "open" as const, ms: sinceMs }].filter(({ ms }) => ms > 0);
}

function spanOf(from: string, to: string): SpanKind {
  if (to === "settled") return from === "finished" ? "settling" : "upstream";
  if (to === "submitted") return "accepting";
  if (to === "started") return "waiting";
  return from === "started" ? "generating" : "upstream";
}

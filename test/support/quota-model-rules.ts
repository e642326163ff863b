import type { QuotaMetric, QuotaRule } from "../../domain/quota/rule.ts";
import type { QuotaCreate } from "./quota-orders.ts";

/** Where a create counts, said a second time and more slowly than the product does, to check it. */
export interface ModelBucket {
  readonly family: string;
  readonly subject: string;
  readonly startMs: number;
  readonly endMs: number | null;
  readonly rollingMs: number | null;
  readonly metric: QuotaMetric;
  /** True where the user's own grants may help. */
  readonly personal: boolean;
  readonly binding: QuotaRule | null;
  readonly watching: readonly QuotaRule[];
}

/** The buckets of a create under these rules, in the order in which they are asked. */
export function modelBuckets(
  rules: readonly QuotaRule[],
  create: QuotaCreate,
): readonly ModelBucket[] {
  const about = rules.filter((rule) => isAbout(rule, create));
  return [...new Set(about.map(familyName))].toSorted().map((family) => {
    const members = about.filter((rule) => familyName(rule) === family).toSorted(strictestFirst);
    const [first] = members;
    if (first === undefined) throw new Error("an empty family");
    const one = (mode: QuotaRule["mode"]) => members.find((rule) => rule.mode === mode);
    const { metric, window } = first;
    const now = metric === "in_flight";
    const days = now || window.kind !== "calendar" ? null : window;
    return {
      family,
      subject: counted(first)
        .map((name) => `${name}=${encodeURIComponent(valueOf(create, name))}`)
        .join("&"),
      ...(days === null
        ? { startMs: 0, endMs: null }
        : localBounds(days.unit, days.tz, create.createdAtMs)),
      rollingMs: now || window.kind !== "rolling" ? null : window.seconds * 1_000,
      metric,
      personal: counted(first).includes("user") && !now,
      binding: one("block") ?? null,
      watching: [one("warn"), one("shadow")].filter((rule) => rule !== undefined),
    };
  });
}

/** `metric|window|dimensions`. */
export function familyName(rule: QuotaRule): string {
  const { metric, window } = rule;
  const when =
    metric === "in_flight"
      ? "now"
      : window.kind === "calendar"
        ? `${window.unit}:${window.tz}`
        : window.kind === "rolling"
          ? `rolling:${window.seconds}`
          : "lifetime";
  return [metric, when, counted(rule).join(",")].join("|");
}

function isAbout(rule: QuotaRule, create: QuotaCreate): boolean {
  return Object.entries(rule.subject.fixed).every(
    ([name, value]) => valueOf(create, name) === value,
  );
}

/** A user's plan says how much the user may, not what is counted. */
function counted({ subject }: QuotaRule): readonly string[] {
  const all = [...subject.each, ...Object.keys(subject.fixed)];
  const about = all.includes("user") ? all.filter((name) => name !== "plan") : all;
  return about.toSorted();
}

function valueOf(create: QuotaCreate, name: string): string {
  if (name === "user") return create.user;
  if (name === "plan") return create.plan;
  if (name === "feature") return create.feature;
  throw new Error(`the model knows no ${name}`);
}

function strictestFirst(a: QuotaRule, b: QuotaRule): number {
  const fixed = (rule: QuotaRule) => Object.keys(rule.subject.fixed);
  const named = (rule: QuotaRule) => Number(fixed(rule).includes("user"));
  if (named(a) !== named(b)) return named(b) - named(a);
  if (fixed(a).length !== fixed(b).length) return fixed(b).length - fixed(a).length;
  if (a.limit !== b.limit) return a.limit < b.limit ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

const HOUR_MS = 3_600_000;
/** More than a month. */
const FAR_HOURS = 32 * 24;

/** The hours between which the calendar on the wall shows the same day or month. */
function localBounds(unit: string, tz: string, atMs: number): { startMs: number; endMs: number } {
  const wall = new Intl.DateTimeFormat("en-CA", { timeZone: tz, dateStyle: "short" });
  const shown = (hour: number) => wall.format(hour * HOUR_MS).slice(0, unit === "day" ? 10 : 7);
  const here = Math.floor(atMs / HOUR_MS);
  const now = shown(here);
  return {
    startMs: HOUR_MS * firstHour(here - FAR_HOURS, here, (hour) => shown(hour) >= now),
    endMs: HOUR_MS * firstHour(here, here + FAR_HOURS, (hour) => shown(hour) > now),
  };
}

/** The first hour after `low`, and at most `high`, from which on something holds. */
function firstHour(low: number, high: number, holds: (hour: number) => boolean): number {
  if (high - low === 1) return high;
  const middle = Math.floor((low + high) / 2);
  return holds(middle) ? firstHour(low, middle, holds) : firstHour(middle, high, holds);
}

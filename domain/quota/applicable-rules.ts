import type { Attribution } from "../attribution-fields.ts";
import { NONE } from "../attribution-fields.ts";
import type { QuotaDimension, QuotaRule } from "./rule.ts";
import { windowKey } from "./window.ts";

/** Whom a job belongs to, as rules see it. */
export interface QuotaParty {
  readonly attribution: Attribution;
  readonly keyId: string;
}

/** A rule that counts for a party: in which family of buckets, and in which one of them. */
export interface ApplicableRule {
  readonly rule: QuotaRule;
  /** Metric, window and counted dimensions: rules of one family count together and only the most specific binds. */
  readonly family: string;
  /** The party's values of the counted dimensions: `user=u_42`; empty for all together. */
  readonly subject: string;
}

/**
 * The rules that apply to a party, one for each family and mode: a rule for one user beats one for the user's plan or
 * region, which beats the default for each. What was used stays with the family, whichever rule binds. Of rules that
 * are equally specific the lower limit binds, then the lower id.
 */
export function applicableRules(
  rules: readonly QuotaRule[],
  party: QuotaParty,
): readonly ApplicableRule[] {
  const best = new Map<string, ApplicableRule>();
  for (const rule of rules) {
    if (!matches(rule, party)) continue;
    const counted = countedDimensions(rule);
    const candidate: ApplicableRule = {
      rule,
      family: familyOf(rule, counted),
      subject: subjectOf(counted, party),
    };
    const slot = `${rule.mode}\n${candidate.family}`;
    const known = best.get(slot);
    if (known === undefined || beats(rule, known.rule)) best.set(slot, candidate);
  }
  return [...best.values()];
}

/** Who is counted one by one; what else a rule about them names is counted apart, unless it only says who they are. */
const OWNERS: readonly QuotaDimension[] = ["user", "customer", "key"];
/** What an owner is, rather than what is made: it selects the limit and leaves the count alone. */
const TRAITS: readonly QuotaDimension[] = ["plan", "region"];

/** The dimensions whose values name the bucket, sorted. */
export function countedDimensions(rule: QuotaRule): readonly QuotaDimension[] {
  const { each } = rule.subject;
  const named = [...each, ...fixedDimensions(rule)];
  const owned = named.some((name) => OWNERS.includes(name));
  return named.filter((name) => !owned || each.includes(name) || !TRAITS.includes(name)).toSorted();
}

/** `metric|window|dimensions`. */
export function familyOf(rule: QuotaRule, counted: readonly QuotaDimension[]): string {
  const window = rule.metric === "in_flight" ? "now" : windowKey(rule.window);
  return `${rule.metric}|${window}|${counted.join(",")}`;
}

/** The value of a dimension for a party; an unnamed one is `(none)`, and all of those are one. */
export function partyValue(party: QuotaParty, dimension: QuotaDimension): string {
  if (dimension === "key") return party.keyId;
  if (dimension.startsWith("tag:")) {
    const { tags } = party.attribution;
    const name = dimension.slice(4);
    // A tag may be named like a member of every object.
    return Object.hasOwn(tags, name) ? (tags[name] ?? NONE) : NONE;
  }
  return Object.entries(party.attribution).reduce(
    (found, [name, value]) => (name === dimension && typeof value === "string" ? value : found),
    NONE,
  );
}

function matches(rule: QuotaRule, party: QuotaParty): boolean {
  return fixedDimensions(rule).every(
    (name) => partyValue(party, name) === rule.subject.fixed[name],
  );
}

function fixedDimensions(rule: QuotaRule): readonly QuotaDimension[] {
  // Built by parseSubject, whose keys are dimensions.
  return Object.keys(rule.subject.fixed) as QuotaDimension[];
}

/** Values are percent-encoded, so that no value can look like another subject. */
function subjectOf(counted: readonly QuotaDimension[], party: QuotaParty): string {
  return counted.map((name) => `${name}=${encodeURIComponent(partyValue(party, name))}`).join("&");
}

function beats(rule: QuotaRule, other: QuotaRule): boolean {
  const [mine, theirs] = [specificity(rule), specificity(other)];
  for (const [index, weight] of mine.entries()) {
    const difference = weight - (theirs[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  if (rule.limit !== other.limit) return rule.limit < other.limit;
  return rule.id < other.id;
}

/** Fixed owners first, then other fixed dimensions, then among traits the plan. */
function specificity(rule: QuotaRule): readonly number[] {
  const fixed = fixedDimensions(rule);
  return [
    fixed.filter((name) => OWNERS.includes(name)).length,
    fixed.length,
    fixed.includes("plan") ? 1 : 0,
  ];
}

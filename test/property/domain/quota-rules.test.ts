import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applicableRules,
  countedDimensions,
  familyOf,
  partyValue,
  type QuotaParty,
} from "../../../domain/quota/applicable-rules.ts";
import { QUOTA_METRICS, QUOTA_MODES, type QuotaRule } from "../../../domain/quota/rule.ts";
import { parseSubject, subjectToWire } from "../../../domain/quota/subject.ts";
import { quotaParty, quotaRule } from "../../support/quota-rule.ts";

// Few names and few values, so that rules meet often.
const NAMES = ["user", "plan", "region", "feature", "customer", "key", "tag:team"] as const;
const VALUES = ["a", "b", "(none)"] as const;

/** A key is named by its id. */
const keyId = (value: string): string =>
  `0190b0f4-7c5e-7000-8000-00000000000${VALUES.findIndex((known) => known === value)}`;

const value = fc.constantFrom(...VALUES);
const subject = fc
  .record({
    each: fc.subarray([...NAMES]),
    fixed: fc.subarray([...NAMES]),
    values: fc.array(value, { minLength: NAMES.length, maxLength: NAMES.length }),
  })
  .map(({ each, fixed, values }) => ({
    ...(each.length === 0 ? {} : { each }),
    ...Object.fromEntries(
      fixed.flatMap((name, index) => {
        const wanted = values[index] ?? "a";
        return each.includes(name) ? [] : [[name, name === "key" ? keyId(wanted) : wanted]];
      }),
    ),
  }));

const someRule = fc.record({
  subject,
  metric: fc.constantFrom(...QUOTA_METRICS),
  window: fc.constantFrom<QuotaRule["window"]>(
    { kind: "lifetime" },
    { kind: "rolling", seconds: 3_600 },
    { kind: "calendar", unit: "day", tz: "UTC" },
  ),
  limit: fc.constantFrom("1", "2", "3"),
  mode: fc.constantFrom(...QUOTA_MODES),
});
const someRules = fc
  .array(someRule, { maxLength: 25 })
  .map((rules) => rules.map((rule, index) => quotaRule({ ...rule, id: `r${index}` })));

const someParty: fc.Arbitrary<QuotaParty> = fc
  .record({
    user: value,
    plan: value,
    region: value,
    feature: value,
    customer: value,
    key: value,
    team: value,
  })
  .map(({ key, team, ...attribution }) =>
    quotaParty({ ...attribution, keyId: keyId(key), tags: { team } }),
  );

const slotOf = (rule: QuotaRule) => `${rule.mode} ${familyOf(rule, countedDimensions(rule))}`;
const applies = (rule: QuotaRule, party: QuotaParty) =>
  Object.entries(rule.subject.fixed).every(([name, wanted]) =>
    NAMES.some((known) => known === name && partyValue(party, known) === wanted),
  );
/** What binds and where, whatever the order. */
const answer = (rules: readonly QuotaRule[], party: QuotaParty) =>
  applicableRules(rules, party)
    .map(({ rule, family, subject: bucket }) => `${rule.id} ${family} ${bucket}`)
    .toSorted();

describe("the rules that apply to a party", () => {
  it("are exactly one for each family and mode in which any rule is about the party", () => {
    fc.assert(
      fc.property(someRules, someParty, (rules, party) => {
        const slots = rules.filter((rule) => applies(rule, party)).map(slotOf);
        const found = applicableRules(rules, party);
        expect(found.map(({ rule }) => slotOf(rule)).toSorted()).toEqual(
          [...new Set(slots)].toSorted(),
        );
        for (const { rule } of found) expect(applies(rule, party)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("do not depend on the order in which rules were written", () => {
    const shuffled = someRules.chain((rules) =>
      fc.tuple(
        fc.constant(rules),
        fc.shuffledSubarray(rules, { minLength: rules.length, maxLength: rules.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, someParty, ([rules, others], party) => {
        expect(answer(others, party)).toEqual(answer(rules, party));
      }),
      { numRuns: 500 },
    );
  });

  it("stay the same when a rule about somebody else is added, anywhere among them", () => {
    fc.assert(
      fc.property(someRules, someRule, someParty, fc.nat(25), (rules, extra, party, at) => {
        const unrelated = quotaRule({ ...extra, id: "extra", limit: "0" });
        fc.pre(!applies(unrelated, party));
        expect(answer(rules.toSpliced(at, 0, unrelated), party)).toEqual(answer(rules, party));
      }),
      { numRuns: 500 },
    );
  });

  it("lose only the slot of a rule that is taken away, and only when that rule was the one", () => {
    fc.assert(
      fc.property(someRules, someParty, fc.nat(24), (rules, party, at) => {
        const gone = rules[at];
        fc.pre(gone !== undefined);
        const before = answer(rules, party);
        const after = answer(rules.toSpliced(at, 1), party);
        if (before.every((line) => !line.startsWith(`${gone.id} `))) expect(after).toEqual(before);
        else expect(before.filter((line) => !after.includes(line))).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it("count two parties in one bucket only when they agree on every counted dimension", () => {
    fc.assert(
      fc.property(someRule, someParty, someParty, (one, left, right) => {
        const rule = quotaRule(one);
        fc.pre(applies(rule, left) && applies(rule, right));
        const agree = countedDimensions(rule).every(
          (name) => partyValue(left, name) === partyValue(right, name),
        );
        const bucketOf = (party: QuotaParty) => applicableRules([rule], party)[0]?.subject;
        expect(bucketOf(left) === bucketOf(right)).toBe(agree);
      }),
      { numRuns: 500 },
    );
  });

  it("keep their meaning when a subject is written down and read again", () => {
    fc.assert(
      fc.property(someRule, (one) => {
        const rule = quotaRule(one);
        expect(parseSubject(subjectToWire(rule.subject))).toEqual({
          kind: "ok",
          subject: rule.subject,
        });
      }),
    );
  });
});

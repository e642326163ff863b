import { describe, expect, it } from "vitest";
import { applicableRules, partyValue } from "../../../../domain/quota/applicable-rules.ts";
import type { QuotaRule } from "../../../../domain/quota/rule.ts";
import { quotaParty, quotaRule } from "../../../support/quota-rule.ts";

const free = quotaParty({ plan: "free", region: "FR", feature: "remix" });

/** Ids of the rules that bind or look on. */
const idsFor = (rules: readonly QuotaRule[], party = free) =>
  applicableRules(rules, party)
    .map(({ rule }) => rule.id)
    .toSorted();

const everyUser = quotaRule({ id: "default" });
const freeUsers = quotaRule({ id: "plan", subject: { each: "user", plan: "free" }, limit: "20" });
const frenchUsers = quotaRule({
  id: "region",
  subject: { each: "user", region: "FR" },
  limit: "5",
});
const oneUser = quotaRule({ id: "one", subject: { user: "u_1" }, limit: "1000" });

describe("the rule that binds a user", () => {
  it("is the one for that user before the one for the plan before the default, also when it allows more", () => {
    expect(idsFor([everyUser, freeUsers, oneUser])).toEqual(["one"]);
    expect(idsFor([everyUser, freeUsers])).toEqual(["plan"]);
    expect(idsFor([everyUser, freeUsers], quotaParty({ plan: "pro" }))).toEqual(["default"]);
    expect(idsFor([everyUser, oneUser], quotaParty({ user: "u_2" }))).toEqual(["default"]);
  });

  it("selects by region like by plan, the plan before the region, and both before either", () => {
    expect(idsFor([everyUser, frenchUsers])).toEqual(["region"]);
    expect(idsFor([frenchUsers, freeUsers])).toEqual(["plan"]);
    const both = { each: "user", plan: "free", region: "FR" };
    expect(
      idsFor([frenchUsers, freeUsers, quotaRule({ id: "both", subject: both, limit: "99" })]),
    ).toEqual(["both"]);
  });

  it("is the lower limit of two that are equally specific, then the lower id", () => {
    const lower = quotaRule({ id: "z", limit: "3" });
    expect(idsFor([everyUser, lower])).toEqual(["z"]);
    expect(idsFor([lower, everyUser])).toEqual(["z"]);
    expect(idsFor([quotaRule({ id: "b" }), quotaRule({ id: "a" })])).toEqual(["a"]);
  });

  it("counts in the user's own bucket, whichever of them it is: a change of plan keeps what was used", () => {
    const bucketOf = (rule: QuotaRule) =>
      applicableRules([rule], free).map(({ family, subject }) => [family, subject]);
    const buckets = [everyUser, freeUsers, frenchUsers, oneUser].map(bucketOf);
    expect(new Set(buckets.map(String))).toEqual(new Set(["generations|day:UTC|user,user=u_1"]));
  });

  it("leaves a shadow or warning rule in place beside the one that blocks", () => {
    const shadow = quotaRule({
      id: "shadow",
      mode: "shadow",
      subject: { user: "u_1" },
      limit: "1",
    });
    const warn = quotaRule({ id: "warn", mode: "warn", limit: "8" });
    expect(idsFor([everyUser, shadow, warn])).toEqual(["default", "shadow", "warn"]);
    expect(
      new Set(applicableRules([everyUser, shadow, warn], free).map((one) => one.family)).size,
    ).toBe(1);
  });
});

describe("rules that count apart", () => {
  it("all bind: another metric, another window, another dimension", () => {
    const rules = [
      everyUser,
      quotaRule({ id: "money", metric: "cost" }),
      quotaRule({ id: "month", window: { kind: "calendar", unit: "month", tz: "UTC" } }),
      quotaRule({ id: "paris", window: { kind: "calendar", unit: "day", tz: "Europe/Paris" } }),
      quotaRule({ id: "rolling", window: { kind: "rolling", seconds: 86_400 } }),
      quotaRule({ id: "ever", window: { kind: "lifetime" } }),
      quotaRule({ id: "workspace", subject: {} }),
      quotaRule({ id: "customer", subject: { each: "customer" } }),
    ];
    expect(idsFor(rules)).toEqual(rules.map(({ id }) => id).toSorted());
  });

  it("bind beside each other for a user in a feature and for the user over all features", () => {
    const inRemix = quotaRule({
      id: "remix",
      subject: { each: "user", feature: "remix" },
      limit: "2",
    });
    expect(
      applicableRules([everyUser, inRemix], free).map(({ rule, subject }) => [rule.id, subject]),
    ).toEqual([
      ["default", "user=u_1"],
      ["remix", "feature=remix&user=u_1"],
    ]);
    expect(idsFor([everyUser, inRemix], quotaParty({ feature: "story" }))).toEqual(["default"]);
  });

  it("count a plan without a user as a group of its own, beside each of its users", () => {
    const group = quotaRule({ id: "group", subject: { plan: "free" }, limit: "100" });
    expect(applicableRules([group, freeUsers], free).map(({ subject }) => subject)).toEqual([
      "plan=free",
      "user=u_1",
    ]);
    expect(idsFor([group], quotaParty({ plan: "pro" }))).toEqual([]);
  });

  it("count a trait for each of its values where the rule says so", () => {
    const [found] = applicableRules([quotaRule({ subject: { each: ["user", "region"] } })], free);
    expect(found?.subject).toBe("region=FR&user=u_1");
  });

  it("count running jobs once, whatever window they were written with", () => {
    const running = (id: string, window: QuotaRule["window"]) =>
      quotaRule({ id, metric: "in_flight", window });
    const rules = [
      running("a", { kind: "lifetime" }),
      running("b", { kind: "rolling", seconds: 60 }),
    ];
    expect(applicableRules(rules, free)).toMatchObject([
      { rule: { id: "a" }, family: "in_flight|now|user" },
    ]);
  });
});

describe("a party's bucket", () => {
  it("is the same one for everyone who names no user", () => {
    const unnamed = (keyId: string) =>
      applicableRules([everyUser], quotaParty({ user: "(none)", keyId }));
    expect(unnamed("key_1")).toEqual(unnamed("key_2"));
    expect(unnamed("key_1")[0]?.subject).toBe("user=(none)");
  });

  it("belongs to one value alone, whatever separators the value holds", () => {
    const rule = quotaRule({ subject: { each: ["feature", "user"] } });
    const subjectOf = (feature: string, user: string) =>
      applicableRules([rule], quotaParty({ feature, user }))[0]?.subject;
    const subjects = [
      subjectOf("a", "b"),
      subjectOf("a&user=b", "b"),
      subjectOf("a", "b&user=b"),
      subjectOf("a%26user%3Db", "b"),
      subjectOf("a", "b|c"),
      subjectOf("a\nb", "b"),
    ];
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it("has no value for a tag that nobody sent, also one named like a member of every object", () => {
    const party = quotaParty({ tags: { team: "red" } });
    expect(partyValue(party, "tag:team")).toBe("red");
    for (const name of ["other", "constructor", "toString", "__proto__"]) {
      expect(partyValue(party, `tag:${name}`)).toBe("(none)");
    }
  });

  it("selects by the key and by a tag", () => {
    const rules = [
      quotaRule({ id: "key", subject: { key: "0190b0f4-7c5e-7000-8000-000000000001" } }),
      quotaRule({ id: "team", subject: { "tag:team": "red" } }),
    ];
    const party = quotaParty({
      keyId: "0190b0f4-7c5e-7000-8000-000000000001",
      tags: { team: "red" },
    });
    expect(idsFor(rules, party)).toEqual(["key", "team"]);
    expect(idsFor(rules, quotaParty({ keyId: "key_2", tags: { team: "blue" } }))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { applicableRules } from "../../../../domain/quota/applicable-rules.ts";
import { subjectText } from "../../../../domain/quota/subject-text.ts";
import { quotaParty, quotaRule } from "../../../support/quota-rule.ts";

describe("a bucket's subject in words", () => {
  it.each([
    ["", "all together"],
    ["user=u_42", "user u_42"],
    ["feature=remix&user=u_42", "feature remix, user u_42"],
    ["user=(none)", "user (none)"],
    ["tag:team=a%26b%3Dc", "tag:team a&b=c"],
  ])("%j is %j", (subject, text) => {
    expect(subjectText(subject)).toBe(text);
  });

  it("names each value as it was sent, whatever characters are in it", () => {
    const user = 'Zoë & "a=b", 100 % / 東京';
    const [found] = applicableRules([quotaRule()], quotaParty({ user }));
    expect(subjectText(found?.subject ?? "")).toBe(`user ${user}`);
  });
});

import { describe, expect, it } from "vitest";
import { bindsInstead } from "../../../web/quotas/binds-instead.ts";
import { quotaRow } from "../../support/quota-rows.ts";

const everyone = quotaRow(1, { name: "everyone" });
const plus = quotaRow(2, { name: "plus", subject: { each: "user", plan: "plus" } });
const pro = quotaRow(3, { name: "pro", subject: { each: "user", plan: "pro" } });
const one = quotaRow(4, { name: "one", subject: { user: "u_42" } });
const another = quotaRow(5, { name: "another", subject: { user: "u_43" } });
const all = [everyone, plus, pro, one, another];
const names = (rule: (typeof all)[number], rules = all) =>
  bindsInstead(rule, rules).map(({ name }) => name);

describe("rules that bind instead of another", () => {
  it("are the more specific ones that can meet it", () => {
    expect(names(everyone)).toEqual(["plus", "pro", "one", "another"]);
    expect(names(plus)).toEqual(["one", "another"]);
    expect(names(one)).toEqual([]);
  });

  it("are of the same family and the same mode", () => {
    const warning = quotaRow(6, { subject: { user: "u_42" }, mode: "warn" });
    const monthly = quotaRow(7, {
      subject: { user: "u_42" },
      family: "generations|month:UTC|user",
    });
    expect(names(everyone, [everyone, warning, monthly])).toEqual([]);
  });

  it("are the stricter of two that are equally specific", () => {
    const stricter = quotaRow(8, { name: "stricter", limit: "2" });
    expect(names(everyone, [everyone, stricter])).toEqual(["stricter"]);
    expect(names(stricter, [everyone, stricter])).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { en } from "../../../web/i18n/en.ts";
import {
  draftOf,
  newDraft,
  readDraft,
  trimDecimal,
  type QuotaDraft,
} from "../../../web/quotas/quota-draft.ts";
import { quotaRow } from "../../support/quota-rows.ts";

const draft = (change: Partial<QuotaDraft> = {}): QuotaDraft => ({
  ...newDraft("Europe/Paris", null),
  name: "Clips a day",
  limit: "5",
  ...change,
});
const fieldOf = (change: Partial<QuotaDraft>) => {
  const read = readDraft(draft(change), en);
  return read.kind === "bad" ? read.field : read.kind;
};

describe("a rule in the editor", () => {
  it("begins as clips a day for each user, counted before it blocks anyone", () => {
    expect(readDraft(draft(), en)).toEqual({
      kind: "rule",
      rule: {
        name: "Clips a day",
        subject: { each: "user" },
        metric: "generations",
        window: { kind: "calendar", unit: "day", tz: "Europe/Paris" },
        limit: "5",
        mode: "shadow",
      },
    });
    expect(newDraft("UTC", "u_42").fixed).toEqual([{ id: 0, name: "user", value: "u_42" }]);
  });

  it("says the same rule again that it was opened with", () => {
    const rules = [
      quotaRow(1, { subject: { each: ["feature", "user"], plan: "free", "tag:team": "red" } }),
      quotaRow(2, { subject: {}, window: { kind: "rolling", seconds: 5_400 }, metric: "cost" }),
      quotaRow(3, { window: { kind: "rolling", seconds: 61 }, limit: "0.250000000" }),
      quotaRow(4, { window: { kind: "lifetime" }, mode: "warn" }),
    ];
    for (const row of rules) {
      const { name, subject, metric, window, mode } = row;
      expect(readDraft(draftOf(row, "UTC"), en)).toEqual({
        kind: "rule",
        rule: { name, subject, metric, window, mode, limit: trimDecimal(row.limit) },
      });
    }
  });

  it("leaves the window out for what runs at once, and takes a decimal comma", () => {
    const read = readDraft(draft({ metric: "in_flight", limit: "2,5" }), en);
    expect(read).toMatchObject({ kind: "rule", rule: { limit: "2.5" } });
    expect(read).not.toHaveProperty("rule.window");
  });

  it("names the first field that makes no sense, as the API names it", () => {
    const condition = (name: string, value: string, id = 0) => ({ id, name, value });
    expect(fieldOf({ name: " " })).toBe("name");
    expect(fieldOf({ limit: "-1" })).toBe("limit");
    expect(fieldOf({ limit: "five" })).toBe("limit");
    expect(fieldOf({ fixed: [condition("plan", " ")] })).toBe("subject.plan");
    expect(fieldOf({ fixed: [condition("user", "u_1")] })).toBe("subject.user");
    expect(fieldOf({ fixed: [condition("tag:", "red")] })).toBe("subject.tag:");
    expect(fieldOf({ fixed: [condition("plan", "a"), condition("plan", "b", 1)] })).toBe(
      "subject.plan",
    );
    expect(fieldOf({ tz: "Mars/Olympus" })).toBe("window.tz");
    expect(fieldOf({ window: "rolling", length: "1.5" })).toBe("window.seconds");
    expect(fieldOf({ window: "rolling", length: "91", lengthUnit: "day" })).toBe("window.seconds");
    expect(fieldOf({ window: "rolling", length: "90", lengthUnit: "day" })).toBe("rule");
  });

  it("needs no name for a preview", () => {
    expect(readDraft(draft({ name: "" }), en, false).kind).toBe("rule");
  });
});

it("trims a decimal without touching whole zeros", () => {
  expect(["5.000000000", "100", "0.500000000", "10.0"].map(trimDecimal)).toEqual([
    "5",
    "100",
    "0.5",
    "10",
  ]);
});

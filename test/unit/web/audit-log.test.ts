import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeDetail } from "../../../web/audit-log/detail-rows.ts";
import { entryText, subjectOf, subjectText } from "../../../web/audit-log/entry-text.ts";
import { auditLogParameters } from "../../../web/client/audit-log-queries.ts";
import { auditLogEn } from "../../../web/i18n/audit-log-en.ts";
import { auditLogFr } from "../../../web/i18n/audit-log-fr.ts";
import { readAuditLogSearch } from "../../../web/view/audit-log-search.ts";

/** Every action that the API writes, out of its sources. */
function actionsOfApi(): string[] {
  const root = resolve(import.meta.dirname, "../../../api");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  const texts = files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, file), "utf8"));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/action: "([a-z_]+\.[a-z_]+)"/g)].map((match) => match[1] ?? ""),
  );
  return [...new Set(found)];
}

describe("a change in words", () => {
  it.each([
    ["English", auditLogEn],
    ["French", auditLogFr],
  ])("has a sentence and a subject in %s for every action that the API writes", (_name, words) => {
    const actions = actionsOfApi();
    expect(actions.length).toBeGreaterThan(30);
    const sentences = new Map(Object.entries(words.actions));
    const subjects = new Map(Object.entries(words.subjects));
    expect(actions.filter((action) => !sentences.has(action))).toEqual([]);
    expect(actions.map(subjectOf).filter((subject) => !subjects.has(subject))).toEqual([]);
  });

  it("names what was changed as people call it, and by its id where it has no name", () => {
    const text = (action: string, detail: Record<string, unknown>) =>
      entryText(auditLogEn, { action, detail, target: "id-1" });
    expect(text("key.create", { name: "iOS app" })).toBe("made the key iOS app");
    expect(text("quota.change", { before: { name: "a" }, after: { name: "b" } })).toBe(
      "changed the limit b",
    );
    expect(text("quota.delete", { before: { name: "a" }, after: null })).toBe(
      "deleted the limit a",
    );
    expect(text("month.close", {})).toBe("closed the month id-1");
    expect(text("budget.create", { name: "x" })).toBe("budget.create: x");
    expect(subjectText(auditLogEn, "budget")).toBe("budget");
  });
});

describe("a change's detail", () => {
  it("is the fields that differ, each with what it was and what it is", () => {
    const detail = {
      before: { limit: "30", mode: "shadow", window: { kind: "calendar", unit: "day" } },
      after: { limit: "40", mode: "shadow", window: { kind: "calendar", unit: "week" } },
    };
    expect(changeDetail(detail)).toEqual({
      kind: "change",
      rows: [
        { field: "limit", before: "30", after: "40" },
        { field: "window.unit", before: "day", after: "week" },
      ],
    });
  });

  it("says nothing of what stayed, and loses nothing of what did not, whatever it holds", () => {
    const values = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,4}$/),
      fc.oneof(fc.integer(), fc.string()),
    );
    fc.assert(
      fc.property(values, values, (before, after) => {
        const { rows } = changeDetail({ before, after });
        const shown = (value: unknown) =>
          typeof value === "string" ? value : JSON.stringify(value);
        const names = new Set([...Object.keys(before), ...Object.keys(after)]);
        const differing = [...names].filter(
          (name) =>
            !(name in before && name in after) || shown(before[name]) !== shown(after[name]),
        );
        expect(rows.map(({ field }) => field).toSorted()).toEqual(differing.toSorted());
      }),
    );
  });

  it("is what was noted, where there is no before and after", () => {
    expect(changeDetail({ name: "x", upstreams: ["a", "b"] })).toEqual({
      kind: "values",
      rows: [
        { field: "name", before: null, after: "x" },
        { field: "upstreams", before: null, after: '["a","b"]' },
      ],
    });
  });
});

describe("the log's address", () => {
  it("asks for whole days of the zone, the last one included", () => {
    const search = readAuditLogSearch({ since: "2026-03-29", until: "2026-03-29", actor: "00123" });
    expect(auditLogParameters(search, "Europe/Paris")).toEqual({
      actor: "00123",
      from: "2026-03-28T23:00:00.000Z",
      to: "2026-03-29T22:00:00.000Z",
    });
  });

  it("leaves out what makes no sense", () => {
    expect(readAuditLogSearch({ subject: "key.create; drop", since: "yesterday" })).toEqual({});
    expect(auditLogParameters({ since: "2026-02-30" }, "UTC")).toEqual({});
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BI_VIEWS } from "../../../db/clickhouse/bi-views.ts";

const DOCUMENT = readFileSync(new URL("../../../docs/bi.md", import.meta.url), "utf8");

describe("the views for reports", () => {
  it("are documented column by column, as their comments are", () => {
    const sections = DOCUMENT.split(/^### /m).slice(1);
    const documented = sections.map((section) => ({
      name: /^`(\w+)`/.exec(section)?.[1],
      columns: [...section.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\| (.+?) +\|$/gm)].map(
        ([, name, type, meaning]) => [name, type, meaning],
      ),
    }));
    expect(documented).toEqual(
      BI_VIEWS.map(({ name, columns }) => ({
        name,
        columns: columns.map(([column, type, meaning]) => [column, type, meaning]),
      })),
    );
  });

  it("show nothing that only the machinery needs, and nothing that people wrote", () => {
    const shown = BI_VIEWS.flatMap(({ columns }) => columns.map(([name]) => name));
    for (const inside of ["version", "prompt_hash", "batch_id", "note", "failure_message"]) {
      expect(shown).not.toContain(inside);
    }
    expect(BI_VIEWS.every(({ columns }) => columns[0]?.[0] === "workspace_id")).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { en } from "../../../web/i18n/en.ts";
import { readQuotaCsv, serverFaults, writeQuotaCsv } from "../../../web/quotas/quota-csv.ts";
import { quotaRow } from "../../support/quota-rows.ts";

const HEADER = "id,name,subject,metric,window,limit,mode,delete";
const DAY = `"{""kind"":""calendar"",""unit"":""day"",""tz"":""UTC""}"`;
const read = (...lines: readonly string[]) => readQuotaCsv([HEADER, ...lines].join("\n"), en);

describe("rules as CSV", () => {
  it("come back as they were written", () => {
    const rows = [
      quotaRow(1, { name: "=SUM(A1)", subject: { each: ["user", "feature"], plan: 'a "b", c' } }),
      quotaRow(2, { metric: "cost", limit: "2.500000000", mode: "shadow" }),
      quotaRow(3, { metric: "in_flight", window: { kind: "lifetime" }, limit: "100.000000000" }),
    ];
    const text = writeQuotaCsv(rows);
    expect(text.startsWith(`${HEADER}\r\n`)).toBe(true);
    const { rows: back, faults } = readQuotaCsv(text, en);
    expect(faults).toEqual([]);
    expect(back.map(({ rule }) => rule)).toEqual([
      {
        id: rows[0]?.id,
        name: "=SUM(A1)",
        subject: { each: ["user", "feature"], plan: 'a "b", c' },
        metric: "generations",
        window: { kind: "calendar", unit: "day", tz: "UTC" },
        limit: "5",
        mode: "block",
      },
      expect.objectContaining({ metric: "cost", limit: "2.5", mode: "shadow" }),
      expect.not.objectContaining({ window: expect.anything() }),
    ]);
    expect(back.map(({ rule }) => rule.limit)).toEqual(["5", "2.5", "100"]);
  });

  it("names every faulty cell with its line and its column, and keeps the good rows apart", () => {
    const { rows, faults } = read(
      `,Good,"{""each"":""user""}",generations,${DAY},5,block,`,
      `x,,"{""each"":""moon""}",clips,day,many,stop,perhaps`,
      `,No id,{},generations,${DAY},5,block,yes`,
      `,Short,{}`,
    );
    expect(rows.map(({ line, rule }) => [line, rule.name])).toEqual([[2, "Good"]]);
    expect(faults.map(({ line, column }) => `${line} ${column}`)).toEqual([
      "3 id",
      "3 delete",
      "3 name",
      "3 subject",
      "3 metric",
      "3 window",
      "3 limit",
      "3 mode",
      "4 delete",
      "5 ",
    ]);
    expect(faults.at(-1)?.message).toBe("It has 3 cells where 8 are needed.");
  });

  it("reads what a spreadsheet in French writes", () => {
    const { rows, faults } = readQuotaCsv(
      `\uFEFFname;subject;metric;window;limit;mode;delete\r\nBudget;{};cost;${DAY};2,50;Block;non\r\n`,
      en,
    );
    expect(faults).toEqual([]);
    expect(rows[0]?.rule).toMatchObject({ limit: "2.50", mode: "block", subject: {} });
    expect(rows[0]?.rule).not.toHaveProperty("delete");
  });

  it("says what is missing when the columns or the rows are", () => {
    const fault = (text: string) => readQuotaCsv(text, en).faults[0]?.message;
    expect(fault("")).toBe("There is no row.");
    expect(fault(HEADER)).toBe("There is no row.");
    expect(fault("name,limit\nx,1")).toContain("name, subject, metric, limit, mode");
    expect(fault(`${HEADER},price\n`)).toBe("There is no column “price”.");
  });

  it("gives the server's faults the line of their row", () => {
    const { rows } = read(
      `,A,{},generations,${DAY},5,block,`,
      "",
      `,B,{},generations,${DAY},5,block,`,
    );
    const faults = serverFaults(
      [
        { field: "rules[1].window.tz", message: "is no zone" },
        { field: "rules.0.id", message: "is no rule here" },
        { field: "dry_run", message: "is about no row" },
      ],
      rows,
    );
    expect(faults).toEqual([
      { line: 4, column: "window.tz", message: "is no zone" },
      { line: 2, column: "id", message: "is no rule here" },
    ]);
  });
});

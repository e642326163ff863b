import { describe, expect, it } from "vitest";
import { readPriceCsv } from "../../../api/prices/read-price-csv.ts";

const HEADER = "provider,model,unit,conditions,amount,currency,valid_from,valid_to";
const GOOD = 'openai,sora-2,second,"{""size"":""1280x720""}",0.10,USD,2026-01-01,';

const read = (...lines: readonly string[]) => readPriceCsv(lines.join("\n"));
const faults = (...lines: readonly string[]) => {
  const csv = read(...lines);
  return csv.kind === "invalid" ? csv.errors.map((error) => error.field) : csv.rows.length;
};

describe("prices as CSV", () => {
  it("are read by the names of their columns, in any order; what is empty is not said", () => {
    expect(
      read("amount,model,provider,unit,currency,valid_from,own", "1,m,p,frame,EUR,2026-01-01,"),
    ).toMatchObject({
      kind: "rows",
      rows: [
        {
          at: "line 2",
          price: {
            own: true,
            provider: "p",
            model: "m",
            unit: "frame",
            conditions: {},
            amount: "1",
            currency: "EUR",
            valid_from: "2026-01-01",
          },
        },
      ],
    });
  });

  it("name every fault of every row by its line and column", () => {
    expect(
      faults(
        HEADER,
        GOOD,
        "openai,,second,,0.1e3,USD,2026-01-01,",
        GOOD,
        "openai,sora-2,minute,{size},1,usd,2026-02-30,2026-01-01",
        'openai,sora-2,second,"{""size"":{}}",1,USD,2026-01-02,2026-01-01',
      ),
    ).toEqual([
      "line 3, model",
      "line 3, amount",
      "line 5, unit",
      "line 5, conditions",
      "line 5, currency",
      "line 5, valid_from",
      "line 6, conditions.size",
    ]);
  });

  it("say that an end lies before its start", () => {
    expect(faults(HEADER, "openai,sora-2,second,,1,USD,2026-01-02,2026-01-01")).toEqual([
      "line 2, valid_to",
    ]);
  });

  it.each([
    [
      ["provider,model,unit,amount,currency,colour", "a,b,second,1,USD,red"],
      ["line 1, colour", "line 1, valid_from"],
    ],
    [[`${HEADER},amount`, GOOD], ["line 1, amount"]],
    [[HEADER], ["csv"]],
    [[HEADER, `${GOOD},,,`], ["line 2"]],
    [[HEADER, 'openai,"sora'], ["line 2"]],
  ])("are refused as a whole for %j", (lines, named) => {
    expect(faults(...lines)).toEqual(named);
  });

  it("count lines past breaks inside cells", () => {
    expect(
      faults(`${HEADER},source`, `${GOOD},"two\nlines"`, `x,y,second,,-1,USD,2026-01-01,,`),
    ).toEqual(["line 4, amount"]);
  });

  it("hold no condition that a database can't", () => {
    const odd = String.raw`openai,sora-2,second,"{""size"":""a\u0000b""}",1,USD,2026-01-01,`;
    expect(faults(HEADER, odd, odd.replace("0000", "d800"))).toEqual([
      "line 2, conditions.size",
      "line 3, conditions.size",
    ]);
  });
});

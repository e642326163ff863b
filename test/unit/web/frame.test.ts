import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Annotation } from "../../../api/contract/notes.ts";
import { readCsv } from "../../../domain/csv/read-csv.ts";
import { writeFigureCsv } from "../../../web/download/figure-csv.ts";
import { fileNameOf, originOf } from "../../../web/download/figure-origin.ts";
import {
  matchesText,
  orderCommands,
  type PaletteCommand,
} from "../../../web/palette/palette-command.ts";
import { parseRecent, withRecent } from "../../../web/palette/recent-commands.ts";
import { addressOf, keptSearch } from "../../../web/saved-views/view-address.ts";
import { annotationMarks } from "../../../web/series/annotation-marks.ts";
import { frozenSearch } from "../../../web/view/frozen-search.ts";
import { allowedIntervals, asChoice, resolveRange } from "../../../web/view/time-range.ts";
import { parseSearch } from "../../../web/view/url-codec.ts";
import { resolveView } from "../../../web/view/view.ts";
import { readViewSearch } from "../../../web/view/view-search.ts";

const ZONE = "Europe/Paris";
const NOW = Date.parse("2026-11-25T09:30:00Z");
const HOUR_MS = 3_600_000;
const zones = fc.constantFrom(
  "UTC",
  ZONE,
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
);

describe("a link with its dates written out", () => {
  it("opens the same instants on any later day, whatever range and zone it was made from", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("24h", "7d", "30d", "90d", "mtd", "qtd", "ytd", "12m"),
        zones,
        fc.integer({ min: 0, max: 400 }),
        (range, zone, days) => {
          const made = resolveView(readViewSearch({ range, tz: zone }), "UTC", NOW);
          const frozen = frozenSearch({ range, f: ["feature:remix"] }, made);
          const read = readViewSearch(parseSearch(new URLSearchParams(texts(frozen)).toString()));
          const opened = resolveView(read, "Asia/Tokyo", NOW + days * 24 * HOUR_MS);
          expect([opened.fromMs, opened.toMs, opened.timeZone]).toEqual([
            made.fromMs,
            made.toMs,
            zone,
          ]);
          expect(opened.filters).toEqual([{ name: "feature", values: ["remix"] }]);
        },
      ),
    );
  });

  it("writes minutes for a range that is not made of whole days", () => {
    const { from, to } = asChoice({ fromMs: NOW - HOUR_MS, toMs: NOW }, ZONE);
    expect([from, to]).toEqual(["2026-11-25T09:30", "2026-11-25T10:30"]);
    expect(resolveRange({ range: "custom", from, to }, ZONE, NOW)).toEqual({
      fromMs: NOW - HOUR_MS,
      toMs: NOW,
    });
  });
});

describe("the width of a chart's points", () => {
  it("is never one of which a chart would have more than 400", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * 366 * 24 }), (hours) => {
        const allowed = allowedIntervals({ fromMs: NOW, toMs: NOW + hours * HOUR_MS });
        expect(allowed.length).toBeGreaterThan(0);
        expect(allowed.includes("hour")).toBe(hours <= 400);
      }),
    );
  });

  it("follows from the range when the address asks for too many", () => {
    const view = resolveView({ range: "90d", g: "hour" }, "UTC", NOW);
    expect([view.interval, view.isIntervalChosen]).toEqual(["day", false]);
    expect(resolveView({ range: "7d", g: "hour" }, "UTC", NOW).interval).toBe("hour");
  });
});

describe("a saved view", () => {
  it("is what the address says, in any order, without the place in it", () => {
    expect(keptSearch({ range: "7d", cmp: "previous", cursor: "x", view: "y" })).toBe(
      "cmp=previous&range=7d",
    );
    expect(keptSearch({ cmp: "previous", range: "7d" })).toBe("cmp=previous&range=7d");
  });

  it("opens with everything it holds in the address, so that the link works without it", () => {
    const search = "f=feature:remix&f=user:00123&range=7d";
    const address = addressOf({ id: "v", page: "/generations", search });
    expect(address).toBe("/generations?f=feature:remix&f=user:00123&range=7d&view=v");
    expect(keptSearch(parseSearch(address.slice(address.indexOf("?"))))).toBe(search);
  });
});

describe("marks on a time axis", () => {
  const buckets = [0, 1, 2, 3].map((day) => ({ start: at(day * 24), end: at(day * 24 + 24) }));

  it("hold each annotation of the axis once, in its own bucket, numbered from the left", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -30, max: 130 }), { maxLength: 40 }), (hours) => {
        const notes = hours.map((hour, index) => note(`n${index}`, at(hour)));
        const marks = annotationMarks(notes, buckets);
        const inside = hours.filter((hour) => hour >= 0 && hour < 96);
        expect(marks.flatMap((mark) => mark.items).length).toBe(inside.length);
        expect(marks.map((mark) => mark.number)).toEqual(marks.map((_, place) => place + 1));
        for (const { index, items } of marks) {
          const { start = "", end = "" } = buckets[index] ?? {};
          for (const item of items) expect(item.at >= start && item.at < end).toBe(true);
        }
      }),
    );
  });
});

describe("a file of figures", () => {
  const origin = originOf(
    {
      fromMs: Date.parse("2026-10-31T23:00:00Z"),
      toMs: Date.parse("2026-11-25T23:00:00Z"),
      timeZone: ZONE,
      filters: [{ name: "feature", values: ["=cmd|' /C calc'!A0", "été"] }],
    },
    "EUR",
  );
  const words = { period: "Period", scope: "Scope", noFilter: "no filter" };
  const table = {
    names: ["Feature", "Spend"],
    rows: [
      [{ text: "-2+3" }, { number: "-1234.500000000" }],
      [{ text: "b" }, null],
    ],
  };

  it("says in every row what it is about, keeps every digit, leaves unknown empty, and runs no formula", () => {
    const read = readCsv(writeFigureCsv(table, origin, "rfc4180", words));
    const cells = read.kind === "records" ? read.records.map((record) => record.cells) : [];
    const scope = "EUR; feature: =cmd|' /C calc'!A0, été";
    const period = "2026-11-01/2026-11-25 Europe/Paris";
    expect(cells).toEqual([
      ["Period", "Scope", "Feature", "Spend"],
      [period, scope, "'-2+3", "-1234.500000000"],
      [period, scope, "b", ""],
    ]);
  });

  it("opens in a French Excel: byte order mark, semicolons, decimal commas", () => {
    const text = writeFigureCsv(table, origin, "excel-fr", words);
    expect(text.startsWith("\uFEFFPeriod;Scope;")).toBe(true);
    expect(text).toContain(";-1234,500000000\r\n");
  });

  it("is named after its title, dates, zone, currency and filters, with no character that a disk refuses", () => {
    expect(fileNameOf("Dépense / mois", origin)).toBe(
      "reelmeter_Depense-mois_2026-11-01-2026-11-25_Europe-Paris_EUR_feature-cmd-C-calc-A0-ete",
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (title) => {
        expect(fileNameOf(title, origin)).toMatch(/^[A-Za-z0-9_-]{1,150}$/);
      }),
    );
  });
});

describe("the palette", () => {
  const command = (id: string, group: PaletteCommand["group"]) =>
    ({ id, group, label: id, run: () => {} }) as unknown as PaletteCommand;

  it("shows what was used last first, and nothing twice", () => {
    const commands = [command("page:/", "pages"), command("page:/users", "pages")];
    const ordered = orderCommands(commands, ["page:/users", "user:gone"]);
    expect(ordered.map((part) => [part.group, part.commands.map(({ id }) => id)])).toEqual([
      ["recent", ["page:/users"]],
      ["pages", ["page:/"]],
    ]);
  });

  it("matches words of a label, with or without accents, and nothing by chance", () => {
    expect(matchesText("x", "generations", ["Générations"])).toBe(1);
    expect(matchesText("x", "7 days", ["Period: Last 7 days"])).toBeGreaterThan(0);
    expect(matchesText("page:/palet", "palet", ["Period: Last 7 days"])).toBe(0);
  });

  it("remembers six, the latest first, and forgets what is no list", () => {
    const ids = ["a", "b", "c", "d", "e", "f", "a", "g"];
    expect(ids.reduce<readonly string[]>((list, id) => withRecent(list, id), [])).toEqual([
      "g",
      "a",
      "f",
      "e",
      "d",
      "c",
    ]);
    expect([parseRecent("{"), parseRecent("3"), parseRecent('["a",1]')]).toEqual([[], [], ["a"]]);
  });
});

function at(hours: number): string {
  return new Date(NOW + hours * HOUR_MS).toISOString();
}

function note(id: string, when: string): Annotation {
  return {
    source: "note",
    id,
    at: when,
    text: id,
    visibility: "private",
    created_by: "x",
    may_change: true,
    created_at: when,
    updated_at: when,
  };
}

function texts(search: Record<string, unknown>): string[][] {
  return Object.entries(search).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, String(each)]),
  );
}

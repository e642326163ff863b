import { describe, expect, it } from "vitest";
import { curlOf } from "../../../web/client/curl-of.ts";
import { seriesQuestion, tableQuestion } from "../../../web/client/explore-queries.ts";
import { heatGrid } from "../../../web/series/heat-grid.ts";
import { measureValue } from "../../../web/series/measure.ts";
import { measuredFilters, narrowedFilters } from "../../../web/view/drill-filters.ts";
import { intervalOf, intervalsFor, readExploreSearch } from "../../../web/view/explore-search.ts";
import { readGenerationsSearch } from "../../../web/view/generations-search.ts";
import { readWasteSearch } from "../../../web/view/waste-search.ts";
import { resolveView } from "../../../web/view/view.ts";
import { measuresOf } from "../../support/web-measures.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const view = (search: Parameters<typeof resolveView>[0] = {}) => resolveView(search, "UTC", NOW);

describe("the explorer's address", () => {
  it("keeps what makes sense and falls back for the rest", () => {
    expect(
      readExploreSearch({
        m: "margin",
        by: "model",
        by2: "resolution",
        g: "week",
        top: "5",
        kind: "bars",
        cum: "1",
        t: "1",
      }),
    ).toEqual({
      m: "margin",
      by: "model",
      by2: "resolution",
      g: "week",
      top: "5",
      kind: "bars",
      cum: "1",
      t: "1",
    });
    expect(
      readExploreSearch({
        m: "colour",
        by: "shoe",
        by2: "model",
        top: "9999",
        kind: "pie",
        g: "5m",
      }),
    ).toEqual({});
  });

  it("draws nothing that the measure can't be", () => {
    expect(readExploreSearch({ m: "users", kind: "bars", cum: "1" })).toEqual({ m: "users" });
    expect(readExploreSearch({ m: "p95_ms", kind: "heat" })).toEqual({ m: "p95_ms" });
    expect(readExploreSearch({ m: "coverage", kind: "heat" })).toEqual({
      m: "coverage",
      kind: "heat",
    });
  });

  it("never splits by one dimension twice", () => {
    expect(readExploreSearch({ by: "model", by2: "model" })).toEqual({ by: "model" });
  });

  it("takes no width of buckets that makes no picture of the period", () => {
    expect(intervalsFor(view({ range: "12m" }))).toEqual(["day", "week", "month"]);
    expect(intervalOf({ g: "hour" }, view({ range: "12m" }))).toBe("week");
    expect(intervalOf({ g: "hour" }, view({ range: "7d" }))).toBe("hour");
  });

  it("of the list and of waste fall back the same way", () => {
    expect(readGenerationsSearch({ q: "  u_1 ", downloads: "maybe" })).toEqual({ q: "u_1" });
    expect(readGenerationsSearch({ q: " ", cursor: "c", downloads: "unknown" })).toEqual({
      cursor: "c",
      downloads: "unknown",
    });
    expect(readWasteSearch({ by: "waste", t: "0" })).toEqual({});
  });
});

describe("the explorer's question", () => {
  it("asks for the largest losses first, and ranks ratios by spend", () => {
    expect(seriesQuestion(view(), { m: "margin", by: "feature" }).query).toMatchObject({
      by: "feature",
      order: "margin",
      limit: "8",
    });
    expect(
      tableQuestion(view(), { m: "coverage", by: "feature", by2: "plan" }).query,
    ).toMatchObject({ by: "feature,plan", order: "-spend" });
    expect(seriesQuestion(view(), { m: "users" }).query).toMatchObject({ figures: "all" });
  });

  it("is a line for a shell that no value can end", () => {
    const asked = view({ f: ["feature:o'hara"] });
    const line = curlOf(seriesQuestion(asked, {}), "https://meter.example");
    expect(line).toMatch(
      /^curl -sS -H "Authorization: Bearer \$REELMETER_ADMIN_TOKEN" 'https:\/\/meter\.example\/api\/v1\/analytics\/timeseries\?[^']+'$/,
    );
  });
});

describe("drilling down", () => {
  it("narrows to the values of a row and keeps the other filters", () => {
    const filters = [{ name: "feature", values: ["remix"] }] as const;
    expect(narrowedFilters(filters, ["model", "resolution"], ["sora-2", "1280x720"])).toEqual([
      "feature:remix",
      "model:sora-2",
      "resolution:1280x720",
    ]);
  });

  it("leads to the generations that the measure counts", () => {
    expect(measuredFilters(["feature:remix"], "waste")).toEqual([
      "feature:remix",
      "waste:blocked,duplicate,failed,never_downloaded",
    ]);
    expect(measuredFilters([], "failed")).toEqual(["status:blocked,cancelled,expired,failed"]);
    expect(measuredFilters(["status:running"], "failed")).toEqual(["status:running"]);
    expect(measuredFilters(["feature:remix"], "spend")).toEqual(["feature:remix"]);
  });
});

describe("a measure", () => {
  it("is unknown where no cost is known, and not 0", () => {
    const unknown = measuresOf({ generations: 2, unpriced: 2 });
    expect(measureValue("spend", unknown)).toBe(null);
    expect(measureValue("margin", unknown)).toBe(null);
    expect(measureValue("coverage", unknown)).toBe(null);
    expect(measureValue("cost_per_generation", unknown)).toBe(null);
    expect(measureValue("unpriced", unknown)).toBe("2");
  });

  it("divides exactly what belongs together", () => {
    const four = measuresOf({ spend: 1_000_000_000n, generations: 4, unpriced: 1, revenue: 0n });
    expect(measureValue("cost_per_generation", four)).toBe("0.333333333");
    expect(measureValue("coverage", four)).toBe("0.000000000");
    expect(measureValue("cost_per_second", four)).toBe(null);
  });
});

describe("the week of hours", () => {
  it("puts each cell at its place, colours the largest fully and nothing not at all", () => {
    const rows = heatGrid(
      {
        from: "2026-11-01T00:00:00.000Z",
        to: "2026-12-01T00:00:00.000Z",
        timezone: "UTC",
        currency: "USD",
        as_of: "2026-12-01T00:00:00.000Z",
        other_currencies: [],
        cells: [
          { weekday: 1, hour: 0, ...measuresOf({ spend: 4_000_000_000n }) },
          { weekday: 7, hour: 23, ...measuresOf({ spend: 1_000_000_000n }) },
        ],
      },
      "spend",
    );
    expect(rows.map((row) => row.length)).toEqual(Array.from({ length: 7 }, () => 24));
    expect(rows[0]?.[0]).toEqual({ value: "4.000000000", generations: 1, strength: 1 });
    expect(rows[6]?.[23]).toMatchObject({ value: "1.000000000", strength: 0.5 });
    expect(rows[3]?.[12]).toEqual({ value: null, generations: 0, strength: 0 });
  });
});

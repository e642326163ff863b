import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { clipSpans, clipSteps } from "../../../web/series/clip-timeline.ts";
import { GENERATION_DETAIL as CLIP } from "../../support/generation-detail.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const steps = (change: Partial<GenerationDetail> = {}) =>
  clipSteps({ ...CLIP, ...change }).map(({ kind, afterMs, why }) => [kind, afterMs ?? why]);

describe("the steps of a clip", () => {
  it("stand in the order of time, each with what passed since the one before", () => {
    expect(steps()).toEqual([
      ["created", null],
      ["held", 0],
      ["submitted", 1_000],
      ["started", 10_000],
      ["finished", 60_000],
      ["settled", 4_000],
      ["downloaded", 225_000],
    ]);
  });

  it("keep their place when their time is unknown, with the reason, and are never 0", () => {
    expect(steps({ started_at: null, first_downloaded_at: null, hold: null })).toEqual([
      ["created", null],
      ["submitted", 1_000],
      ["started", "not_told"],
      ["finished", 70_000],
      ["settled", 4_000],
      ["downloaded", "never"],
    ]);
    expect(steps({ first_downloaded_at: null, downloads_pass: false }).at(-1)).toEqual([
      "downloaded",
      "elsewhere",
    ]);
  });

  it("are still to come while it runs, and end without a delivery when it fails", () => {
    const ahead = { finished_at: null, settled_at: null, first_downloaded_at: null };
    expect(steps({ status: "running", ...ahead }).slice(-2)).toEqual([
      ["finished", "not_yet"],
      ["settled", "not_yet"],
    ]);
    expect(steps({ status: "failed", first_downloaded_at: null }).at(-2)?.[0]).toBe("ended");
  });

  it("never go back in time, whatever the clocks say", () => {
    const at = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null });
    fc.assert(
      fc.property(at, at, at, at, at, (submitted, started, finished, settled, downloaded) => {
        const iso = (ms: number | null) =>
          ms === null ? null : new Date(Date.parse(CLIP.created_at) + ms).toISOString();
        const known = clipSteps({
          ...CLIP,
          submitted_at: iso(submitted),
          started_at: iso(started),
          finished_at: iso(finished),
          settled_at: iso(settled),
          first_downloaded_at: iso(downloaded),
        });
        expect(known).toHaveLength(7);
        const passed = known.flatMap(({ afterMs }) => afterMs ?? []);
        expect(passed.every((ms) => ms >= 0)).toBe(true);
      }),
    );
  });
});

describe("the bar of a clip's time", () => {
  it("has parts that sum to the time from admission to settlement", () => {
    const spans = clipSpans(CLIP, NOW);
    expect(spans.map(({ kind }) => kind)).toEqual([
      "accepting",
      "waiting",
      "generating",
      "settling",
    ]);
    expect(spans.reduce((sum, { ms }) => sum + ms, 0)).toBe(75_000);
  });

  it("names the time at the upstream where its start is unknown, and runs until now for an open one", () => {
    expect(clipSpans({ ...CLIP, started_at: null }, NOW).map(({ kind }) => kind)).toEqual([
      "accepting",
      "upstream",
      "settling",
    ]);
    const open = { ...CLIP, status: "running" as const, finished_at: null, settled_at: null };
    const at = Date.parse("2026-11-20T10:00:31Z");
    expect(clipSpans(open, at).at(-1)).toEqual({ kind: "open", ms: 20_000 });
  });
});

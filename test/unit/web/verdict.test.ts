import { describe, expect, it } from "vitest";
import { createFormat } from "../../../web/format/create-format.ts";
import { en } from "../../../web/i18n/en.ts";
import { fr } from "../../../web/i18n/fr.ts";
import { writeVerdict } from "../../../web/pages/overview/verdict.ts";
import { marginRows } from "../../../web/series/margin-rows.ts";
import { measuresOf, rowOf } from "../../support/web-measures.ts";

const unit = 1_000_000_000n;
const english = createFormat("en-US", "UTC");
const french = createFormat("fr-FR", "UTC");
const plain = (text: string | null): string | null =>
  text === null ? null : text.replaceAll(/[\u00a0\u202f]/g, " ");

function verdict(given: Parameters<typeof measuresOf>[0], earnsElsewhere = false) {
  const input = {
    totals: measuresOf(given),
    currency: "USD",
    range: "30d",
    rows: null,
    earnsElsewhere,
  } as const;
  return writeVerdict(input, en, english).headline;
}

describe("the verdict", () => {
  it("says what was lost and how much of the spend came back", () => {
    expect(verdict({ spend: 1_000n * unit, revenue: 17n * unit })).toBe(
      "Video lost $983.00 in the last 30 days: revenue covers 1.7% of the spend.",
    );
  });

  it("says a profit, a draw, no revenue and nothing at all as what they are", () => {
    expect(verdict({ spend: unit, revenue: 3n * unit })).toContain("Video earned $2.00");
    expect(verdict({ spend: unit, revenue: unit })).toContain("broke even");
    expect(verdict({ spend: unit, revenue: 0n })).toContain("No revenue is recorded");
    expect(verdict({ spend: unit, revenue: 0n }, true)).toContain("is in other currencies");
    expect(verdict({ generations: 0 })).toBe("No generation and no revenue in the last 30 days.");
    expect(verdict({ generations: 2 })).toContain("2 generations in the last 30 days");
  });

  it("calls the spend unknown, not nothing, when no generation has a price", () => {
    expect(verdict({ generations: 2, unpriced: 2 })).toContain("is unknown: no price fits");
  });

  it("does not call an unknown revenue zero", () => {
    expect(verdict({ spend: unit, revenue: null })).toContain("Revenue cannot be told");
  });

  it("says 'at least' when more than one generation in a hundred has no price", () => {
    const given = { spend: 100n * unit, revenue: unit, generations: 100 };
    expect(verdict({ ...given, unpriced: 1 })).not.toContain("at least");
    expect(verdict({ ...given, unpriced: 2 })).toContain("lost at least $99.00");
  });

  it("names who weighs most, in both languages", () => {
    const rows = [rowOf("remix", 80n * unit, unit), rowOf("create", 20n * unit, unit)];
    const totals = measuresOf({ spend: 100n * unit, revenue: 2n * unit });
    const input = {
      totals,
      currency: "USD",
      range: "7d",
      rows: marginRows(rows, totals, "feature", false),
      earnsElsewhere: false,
    } as const;
    expect(writeVerdict(input, en, english).detail).toBe("remix accounts for 80.6% of the loss.");
    const inFrench = writeVerdict(input, fr, french);
    expect(plain(inFrench.headline)).toBe(
      "La vidéo a perdu 98,00 $US ces 7 derniers jours : le revenu couvre 2 % de la dépense.",
    );
    expect(plain(inFrench.detail)).toBe("remix représente 80,6 % de la perte.");
  });
});

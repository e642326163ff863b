import { describe, expect, it } from "vitest";
import type { QuotaWindow } from "../../../domain/quota/rule.ts";
import { createFormat } from "../../../web/format/create-format.ts";
import { en } from "../../../web/i18n/en.ts";
import { fr } from "../../../web/i18n/fr.ts";
import { amountText } from "../../../web/quotas/amount-text.ts";
import { moneyList } from "../../../web/quotas/money-list.ts";
import { subjectText, type WireSubject } from "../../../web/quotas/subject-text.ts";
import { splitLength, windowText } from "../../../web/quotas/window-text.ts";

const english = createFormat("en-US", "UTC");
const french = createFormat("fr-FR", "UTC");
const plain = (text: string) => text.replaceAll(/\s/g, " ");

describe("a subject in words", () => {
  const cases: readonly (readonly [WireSubject, string, string])[] = [
    [{}, "all together", "tous ensemble"],
    [{ each: "user" }, "each user", "chaque utilisateur"],
    [
      { each: ["feature", "user"] },
      "each feature and each user",
      "chaque fonctionnalité et chaque utilisateur",
    ],
    [{ each: "user", plan: "free" }, "each user, plan free", "chaque utilisateur, formule free"],
    [{ user: "u_42" }, "user u_42", "utilisateur u_42"],
    [{ plan: "free" }, "plan free, all together", "formule free, tous ensemble"],
    [
      { "tag:team": "red", each: "tag:app" },
      "each tag app, tag team red",
      "chaque étiquette app, étiquette team red",
    ],
  ];
  it.each(cases)("%j", (subject, inEnglish, inFrench) => {
    expect(subjectText(subject, en)).toBe(inEnglish);
    expect(subjectText(subject, fr)).toBe(inFrench);
  });
});

describe("a window in words", () => {
  const cases: readonly (readonly [QuotaWindow, string, string])[] = [
    [
      { kind: "calendar", unit: "day", tz: "America/New_York" },
      "per day, America/New York",
      "par jour, America/New York",
    ],
    [{ kind: "rolling", seconds: 86_400 }, "in any 24 hours", "par tranche glissante de 24 heures"],
    [{ kind: "rolling", seconds: 604_800 }, "in any 7 days", "par tranche glissante de 7 jours"],
    [{ kind: "rolling", seconds: 3_600 }, "in any 1 hour", "par tranche glissante de 1 heure"],
    [{ kind: "rolling", seconds: 90 }, "in any 90 seconds", "par tranche glissante de 90 secondes"],
    [{ kind: "lifetime" }, "ever", "en tout"],
  ];
  it.each(cases)("%j", (window, inEnglish, inFrench) => {
    expect(windowText(window, "generations", en, english)).toBe(inEnglish);
    expect(windowText(window, "generations", fr, french)).toBe(inFrench);
  });

  it("is none for what counts what runs now", () => {
    expect(windowText({ kind: "lifetime" }, "in_flight", en, english)).toBe("counts what runs now");
  });

  it("splits a length into its largest whole unit, a single day into hours", () => {
    expect([60, 5_400, 86_400, 172_800, 61].map(splitLength)).toEqual([
      { unit: "minute", count: 1 },
      { unit: "minute", count: 90 },
      { unit: "hour", count: 24 },
      { unit: "day", count: 2 },
      { unit: "second", count: 61 },
    ]);
  });
});

describe("an amount with its unit", () => {
  it("follows the metric and the language, with every digit that is no trailing zero", () => {
    expect(amountText("1.000000000", "generations", "USD", en, english)).toBe("1 generation");
    expect(amountText("1200", "generations", "USD", en, english)).toBe("1,200 generations");
    expect(plain(amountText("0.5", "video_seconds", "USD", fr, french))).toBe(
      "0,5 seconde de vidéo",
    );
    expect(amountText("2.50", "cost", "USD", en, english)).toBe("$2.50");
    expect(plain(amountText("2.50", "cost", "EUR", fr, french))).toBe("2,50 €");
    expect(amountText("3", "in_flight", "USD", en, english)).toBe("3 at once");
  });

  it("never adds up two currencies", () => {
    const amounts = { USD: "2940.000000000", EUR: "410.000000000", JPY: "0.000000000" };
    expect(moneyList(amounts, "USD", english, "whole")).toBe("$2,940 and €410");
    expect(moneyList(amounts, "EUR", english, "whole")).toBe("€410 and $2,940");
    expect(moneyList({}, "EUR", english, "whole")).toBe("€0");
  });
});

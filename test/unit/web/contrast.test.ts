import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(resolve(import.meta.dirname, "../../../web/styles/tokens.css"), "utf8");
const TEXT = 4.5;
const GRAPHIC = 3;

type Theme = "light" | "dark";

/** The colours of a theme, out of the one place where they are written. */
function tokensOf(theme: Theme): ReadonlyMap<string, string> {
  const pairs = css.matchAll(/--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));/g);
  return new Map(
    [...pairs].map(([, name = "", light, dark, both]) => [
      name,
      both ?? (theme === "light" ? light : dark) ?? "",
    ]),
  );
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ["canvas", "card", "sunken", "hover", "selected"];
const pairs: readonly (readonly [string, string, number])[] = [
  ...surfaces.flatMap((surface) => [
    ["text", surface, TEXT] as const,
    ["muted", surface, TEXT] as const,
    ["link", surface, TEXT] as const,
    ["focus", surface, GRAPHIC] as const,
  ]),
  ["axis", "card", TEXT],
  ["spend", "card", TEXT],
  ["revenue", "card", TEXT],
  ["revenue", "revenue-soft", TEXT],
  ["control", "card", GRAPHIC],
  ["on-action", "action", TEXT],
  ["on-action", "action-hover", TEXT],
  ["warn", "warn-tint", TEXT],
  ["warn", "canvas", TEXT],
  ["warn", "card", TEXT],
  ["danger", "danger-tint", TEXT],
  ["danger", "card", TEXT],
  ["ok", "ok-tint", TEXT],
  ["ok", "canvas", TEXT],
  ["muted", "ok-tint", TEXT],
  ["text", "danger-tint", TEXT],
  ["text", "ok-tint", TEXT],
  ...["1", "2", "3", "4", "5", "6", "7", "other"].map(
    (slot) => [`chart-${slot}`, "card", GRAPHIC] as const,
  ),
];

describe.each(["light", "dark"] as const)("the colours of the %s theme", (theme) => {
  const tokens = tokensOf(theme);

  it.each(pairs)("let %s be read on %s", (front, back, least) => {
    const [one, other] = [tokens.get(front), tokens.get(back)];
    if (one === undefined || other === undefined) throw new Error(`no token ${front} or ${back}`);
    expect(contrast(one, other)).toBeGreaterThanOrEqual(least);
  });
});

import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { Delta } from "./delta.ts";

/** A change in words: the difference first, then its share. Never by colour. */
export function DeltaText({ delta, currency }: { delta: Delta | null; currency: string }) {
  const t = useMessages();
  const format = useFormat();
  const isSmallBase = delta?.kind === "changed" && delta.share === null;
  const text = (): { short: string; was: string | undefined } => {
    if (delta === null || delta.kind === "unknown") return { short: "–", was: undefined };
    if (delta.kind === "same") return { short: t.compare.same, was: undefined };
    const { by, was, share } = delta;
    const change =
      "decimal" in by
        ? format.signedMoney(by.decimal, currency, "compact")
        : `${by.count > 0 ? "+" : "−"}${format.compact(Math.abs(by.count))}`;
    const earlier =
      "decimal" in was ? format.money(was.decimal, currency, "compact") : format.compact(was.count);
    return {
      short: share === null ? change : `${change} (${format.signedPercent(share)})`,
      was: t.compare.was(earlier),
    };
  };
  const { short, was } = text();
  return (
    <span
      className="tabular mt-2 block border-t border-hairline pt-2 text-xs"
      title={isSmallBase ? t.compare.tooSmall : was}
    >
      <span className="font-medium">{short}</span>
      {was === undefined ? null : <span className="block text-muted">{was}</span>}
    </span>
  );
}

import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { isOpenClip } from "../../series/clip-timeline.ts";
import { Card } from "../../ui/card.tsx";
import { whyCost } from "./why-cost.ts";

/** What it cost, and in one sentence why. */
export function WhyCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  const { amount, currency, basis } = detail.cost;
  const cost =
    amount === null || currency === null
      ? t.common.unknown
      : format.money(amount, currency, "exact");
  return (
    <Card className="flex flex-wrap items-center gap-x-6 gap-y-2 p-5">
      <h2 className="sr-only">{t.clip.whyTitle}</h2>
      <p
        className={`tabular text-3xl font-semibold tracking-tight ${amount === null ? "text-warn" : ""}`}
      >
        {basis === "estimate" ? <span aria-hidden="true">≈ </span> : null}
        <span data-testid="cost">{cost}</span>
      </p>
      <div className="min-w-0 flex-1 basis-72">
        <p data-testid="why" className="max-w-[75ch] text-[15px]">
          {whyCost(detail, t, format)}
        </p>
        {isOpenClip(detail) ? (
          <p className="mt-1 text-[13px] text-muted">{t.clip.refreshing}</p>
        ) : null}
      </div>
    </Card>
  );
}

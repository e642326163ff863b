import type { BreakdownAnswer, SummaryAnswer } from "../../../api/contract/analytics.ts";
import { NOT_WASTED } from "../../../domain/waste.ts";
import { isZero, ratio } from "../../format/money.ts";
import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

interface WasteVerdictProps {
  readonly summary: SummaryAnswer | undefined;
  readonly causes: BreakdownAnswer | undefined;
}

/** How much was wasted, in one sentence. */
export function WasteVerdict({ summary, causes }: WasteVerdictProps) {
  const words = useMessages().waste;
  const format = useFormat();
  if (summary === undefined || causes === undefined)
    return <Skeleton className="h-7 w-96 max-w-full" />;
  const { waste, spend } = summary.totals;
  const clips = causes.data
    .filter(({ values }) => values["waste"] !== NOT_WASTED)
    .reduce((sum, row) => sum + row.generations, 0);
  return (
    <p className="text-lg font-medium tracking-tight text-balance">
      {isZero(waste)
        ? words.verdictNone
        : words.verdict(
            format.money(waste, summary.currency),
            format.percent(ratio(waste, spend) ?? 0),
            format.count(clips),
            isOne(format.locale, clips),
          )}
    </p>
  );
}

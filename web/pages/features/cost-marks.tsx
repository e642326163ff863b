import type { ClipCostsAnswer } from "../../../api/contract/clip-costs.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { CostHistogram } from "../../series/cost-histogram.ts";

interface CostMarksProps {
  readonly answer: ClipCostsAnswer;
  readonly histogram: CostHistogram;
  /** Revenue for each clip; null where it is unknown. */
  readonly earned: string | null;
}

/** The costs that most clips stay below, beside what a clip earns. */
export function CostMarks({ answer, histogram, earned }: CostMarksProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.features.cost;
  const facts = [
    { name: words.half, hint: words.halfHint, amount: answer.p50 },
    { name: words.most, hint: words.mostHint, amount: answer.p90 },
    { name: words.nearlyAll, hint: words.nearlyAllHint, amount: answer.p99 },
    { name: words.earned, hint: words.earnedHint, amount: earned },
  ];
  const sentence = (atLoss: number): string => {
    if (atLoss === 0) return words.above;
    return atLoss === 1 ? words.every : words.below(format.percent(atLoss));
  };
  return (
    <div className="mb-4 space-y-2">
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-[13px]">
        {facts.map(({ name, hint, amount }) => (
          <div key={name}>
            <dt className="text-xs text-muted" title={hint}>
              {name}
            </dt>
            <dd className="font-medium">
              <MaybeMoney amount={amount} currency={answer.currency} />
            </dd>
          </div>
        ))}
      </dl>
      {histogram.atLoss === null ? null : (
        <p className="text-[13px]">{sentence(histogram.atLoss)}</p>
      )}
    </div>
  );
}

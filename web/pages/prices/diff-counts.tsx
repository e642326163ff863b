import type { RerateDiff } from "../../../api/contract/rerates.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

/** How many generations change and how many don't. */
export function DiffCounts({ diff }: { diff: RerateDiff }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.rerate.counts;
  const left = diff.left.reduce((sum, each) => sum + each.generations, 0);
  const parts = [
    { count: diff.changed, say: words.changed },
    { count: diff.newly_priced, say: words.newly },
    { count: diff.unchanged, say: words.unchanged },
    { count: left, say: words.left },
  ];
  return (
    <p className="tabular mt-1 text-[13px] text-muted">
      {parts
        .filter(({ count }) => count > 0)
        .map(({ count, say }) => say(format.count(count)))
        .join(" · ")}
    </p>
  );
}

import type { PriceImported } from "../../../api/contract/prices.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";

/** What importing would do, counted. */
export function ImportPlan({ answer }: { answer: PriceImported }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.transfer;
  const { added, unchanged, shipped } = answer;
  const parts = [
    words.added(format.count(added)),
    ...(unchanged === 0 ? [] : [words.unchanged(format.count(unchanged))]),
    ...(shipped === 0 ? [] : [words.shipped(format.count(shipped))]),
  ];
  return (
    <Notice tone="info">
      <p className="font-medium">{words.plan}</p>
      <p className="tabular mt-1">{added === 0 ? words.nothing : parts.join(" · ")}</p>
    </Notice>
  );
}

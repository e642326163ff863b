import type { RatioShown } from "../../../api/contract/economics.ts";
import { MaybeMoney } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

/** An amount for each of something; by what it was divided stands behind it. */
export function RatioText({ ratio, currency }: { ratio: RatioShown; currency: string }) {
  const words = useMessages().economics.groups;
  const format = useFormat();
  return (
    <span>
      <MaybeMoney amount={ratio.value} currency={currency} />
      <span className="sr-only">, {words.per(format.count(ratio.per))}</span>
    </span>
  );
}

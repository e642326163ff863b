import type { MoneyStyle } from "./money.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { useFormat } from "./use-format.ts";

interface MoneyTextProps {
  /** Plain decimal string of the wire. */
  readonly amount: string;
  readonly currency: string;
  readonly style?: MoneyStyle;
  readonly signed?: boolean;
}

/** An amount of money; shortened ones tell every digit on hover. */
export function Money({ amount, currency, style = "plain", signed }: MoneyTextProps) {
  const format = useFormat();
  const write = signed === true ? format.signedMoney : format.money;
  const exact = format.money(amount, currency, "exact");
  return (
    <span className="tabular whitespace-nowrap" title={exact}>
      {write(amount, currency, style)}
    </span>
  );
}

/** An amount, or the word for not knowing it. */
export function MaybeMoney({
  amount,
  ...rest
}: Omit<MoneyTextProps, "amount"> & { amount: string | null }) {
  const t = useMessages();
  if (amount === null) return <span className="text-muted">{t.common.unknown}</span>;
  return <Money amount={amount} {...rest} />;
}

import type { EconomicsAnswer } from "../../../api/contract/economics.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Notice } from "../../ui/notice.tsx";

type Context = Pick<EconomicsAnswer, "book" | "left_out"> & {
  readonly revenue_reason?: EconomicsAnswer["revenue_reason"];
};

/** What a reader of the figures must know: the book they are by, what is in none of them, what is unknown. */
export function LedgerNotices({ answer }: { answer: Context }) {
  const words = useMessages().economics;
  const format = useFormat();
  const { book, left_out: leftOut, revenue_reason: reason } = answer;
  if (book === null && leftOut.length === 0 && !reason) return null;
  return (
    <div className="mb-4 space-y-2">
      {book === null ? null : (
        <Notice tone="info">
          {words.bookNote(book.name, format.count(book.priced), format.count(book.kept))}
        </Notice>
      )}
      {reason ? <Notice tone="warn">{words.noRevenue}</Notice> : null}
      {leftOut.map(({ currency, reason: why, revenue, spend }) => (
        <Notice key={`${currency} ${why}`} tone="warn">
          {words.leftOut(format.money(revenue, currency), format.money(spend, currency), currency)}
        </Notice>
      ))}
    </div>
  );
}

import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import type { ChangesAnswer } from "../../../api/contract/changes.ts";
import { isZero } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { MarginRow } from "../../series/margin-rows.ts";
import { classNames } from "../../ui/class-names.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { View } from "../../view/view.ts";
import { writeChange, writeVerdict } from "./verdict.ts";

interface VerdictProps {
  readonly summary: SummaryAnswer | undefined;
  readonly view: View;
  readonly rows: readonly MarginRow[] | null;
  /** What changed since the period compared with; undefined while the view compares with none. */
  readonly changes: ChangesAnswer | undefined;
  readonly refreshing: boolean;
}

/** The page's answer in a sentence, and the dates it is about. */
export function Verdict({ summary, view, rows, changes, refreshing }: VerdictProps) {
  const t = useMessages();
  const format = useFormat();
  if (summary === undefined) {
    return (
      <div aria-busy="true" className="sm:min-h-24">
        <Skeleton className="mt-1 h-7 w-full max-w-2xl" />
        <Skeleton className="mt-3 h-4 w-full max-w-md" />
      </div>
    );
  }
  const { headline, detail } = writeVerdict(
    {
      totals: summary.totals,
      currency: summary.currency,
      range: view.range,
      rows,
      earnsElsewhere: summary.other_currencies.some(({ revenue }) => !isZero(revenue)),
    },
    t,
    format,
  );
  const dates = format.range(Date.parse(summary.from), Date.parse(summary.to));
  const { previous } = summary;
  const against =
    previous === null
      ? null
      : t.compare.against(format.range(Date.parse(previous.from), Date.parse(previous.to)));
  const moved = changes === undefined ? null : writeChange(changes, t, format);
  return (
    <div aria-busy={refreshing} className={classNames("sm:min-h-24", refreshing && "opacity-60")}>
      <p className="max-w-5xl text-xl leading-snug font-semibold tracking-tight text-pretty sm:min-h-[4.125rem] sm:text-2xl">
        {headline}
        {detail === null ? null : <span className="text-muted"> {detail}</span>}
        {moved === null ? null : <span className="text-muted"> {moved}</span>}
      </p>
      <p className="mt-2 text-[13px] text-muted">
        {dates}
        {against === null ? null : `, ${against}`}
        {against !== null && view.isLive ? `. ${t.compare.soFar}` : null}
      </p>
    </div>
  );
}

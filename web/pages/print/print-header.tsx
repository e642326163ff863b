import { useEffect } from "react";
import type { SummaryAnswer } from "../../../api/contract/analytics.ts";
import { filterText } from "../../download/figure-origin.ts";
import { useFormat } from "../../format/use-format.ts";
import { Wordmark } from "../../frame/wordmark.tsx";
import { useMessages } from "../../i18n/use-messages.ts";
import type { View } from "../../view/view.ts";

interface PrintHeaderProps {
  readonly summary: SummaryAnswer | undefined;
  readonly view: View;
  readonly workspace: string;
}

/** What the sheet is about, so that it can be read without the page it came from. */
export function PrintHeader({ summary, view, workspace }: PrintHeaderProps) {
  const t = useMessages();
  const words = t.print;
  const format = useFormat();
  const period = format.range(view.fromMs, view.toMs);
  useEffect(() => {
    document.title = `${words.title} · ${period} · Reelmeter`;
  }, [period, words.title]);
  const previous = summary?.previous ?? null;
  const facts = [
    [words.period, period],
    [words.zone, view.timeZone],
    [words.currency, summary?.currency ?? "…"],
    [words.filters, view.filters.length === 0 ? words.noFilters : filterText(view.filters)],
    ...(previous === null
      ? []
      : [
          [
            words.compared,
            format.range(Date.parse(previous.from), Date.parse(previous.to)),
          ] as const,
        ]),
    [words.generatedAt, summary === undefined ? "…" : format.datedInstant(summary.as_of)],
  ] as const;
  return (
    <header className="border-b border-hairline pb-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <Wordmark />
        <span className="text-muted">{workspace}</span>
      </div>
      <h1 className="mt-4 text-xl font-semibold tracking-tight">{words.title}</h1>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-[13px] sm:grid-cols-[auto_1fr_auto_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

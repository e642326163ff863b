import type { TimeseriesAnswer } from "../../../api/contract/analytics.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

/** A user's clips week by week; each bar is named, so that it needs no other table. */
export function WeekBars({ buckets, series: [whole] }: TimeseriesAnswer) {
  const t = useMessages();
  const format = useFormat();
  const words = t.userMoney;
  const weeks = buckets.map(({ start }, index) => ({
    start,
    generations: whole?.points[index]?.generations ?? 0,
  }));
  const most = Math.max(1, ...weeks.map(({ generations }) => generations));
  return (
    <div className="mt-5">
      <h3 className="mb-2 text-[13px] text-muted">{words.overTime}</h3>
      <ol aria-label={words.overTime} className="flex h-14 items-end gap-1">
        {weeks.map(({ start, generations }) => {
          const text = words.week(format.day(start), format.count(generations));
          return (
            <li
              key={start}
              title={text}
              className="flex h-full min-w-0 flex-1 items-end border-b border-hairline"
            >
              <span
                aria-hidden="true"
                className="w-full rounded-t-sm bg-[var(--chart-1)]"
                style={{ height: `${(generations / most) * 100}%` }}
              />
              <span className="sr-only">{text}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

import type { LineLook } from "../../series/line-looks.ts";

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  /** True for the sum of what has no line of its own. */
  readonly isRest: boolean;
  /** Over the whole period; null where parts don't add up. */
  readonly total: string | null;
  readonly look: LineLook;
}

/** What each line is, by colour and dashes, with its total. */
export function ExploreLegend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5 text-xs">
      {entries.map(({ key, label, isRest, total, look }) => (
        <li key={key} className="flex max-w-full min-w-0 items-center gap-2">
          <svg aria-hidden="true" width="20" height="6" className="shrink-0">
            <line
              x1="0"
              y1="3"
              x2="20"
              y2="3"
              stroke={look.color}
              strokeWidth="3"
              strokeDasharray={look.dash}
            />
          </svg>
          <span className="truncate">
            {isRest ? <em className="text-muted">{label}</em> : <bdi>{label}</bdi>}
          </span>
          {total === null ? null : <span className="tabular text-muted">{total}</span>}
        </li>
      ))}
    </ul>
  );
}

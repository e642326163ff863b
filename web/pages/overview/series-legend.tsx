import { useMessages } from "../../i18n/use-messages.ts";

/** What the lines are: by colour and by the way they are drawn. */
export function SeriesLegend({ hasPrevious }: { hasPrevious: boolean }) {
  const t = useMessages();
  const words = t.overview.series;
  return (
    <ul className="mb-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted" title={words.marks}>
      <Entry label={words.spend} stroke="var(--spend)" dash="" width={2} />
      <Entry label={words.revenue} stroke="var(--revenue)" dash="6 3" width={2} />
      <Entry label={words.coverage} stroke="var(--text)" dash="" width={1.5} />
      {hasPrevious ? (
        <>
          <Entry label={words.previousSpend} stroke="var(--spend)" dash="1 3" width={1.5} />
          <Entry label={words.previousRevenue} stroke="var(--revenue)" dash="1 3" width={1.5} />
        </>
      ) : null}
    </ul>
  );
}

function Entry(props: { label: string; stroke: string; dash: string; width: number }) {
  return (
    <li className="flex items-center gap-2">
      <svg aria-hidden="true" width="22" height="6">
        <line
          x1="0"
          y1="3"
          x2="22"
          y2="3"
          stroke={props.stroke}
          strokeWidth={props.width}
          strokeDasharray={props.dash}
        />
      </svg>
      {props.label}
    </li>
  );
}

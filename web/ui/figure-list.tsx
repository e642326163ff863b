import type { ReactNode } from "react";

interface FigureListProps {
  readonly rows: readonly {
    readonly id: string;
    readonly label: string;
    readonly value: ReactNode;
  }[];
}

/** Names on the left, their figures on the right where they line up. */
export function FigureList({ rows }: FigureListProps) {
  return (
    <dl className="divide-y divide-hairline text-[13px]">
      {rows.map((row) => (
        <div key={row.id} className="flex items-baseline justify-between gap-4 py-2">
          <dt className="text-muted">{row.label}</dt>
          <dd className="min-w-0 text-right break-words">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

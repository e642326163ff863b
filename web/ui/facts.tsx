import type { ReactNode } from "react";

interface FactsProps {
  readonly rows: readonly {
    readonly id: string;
    readonly label: ReactNode;
    readonly value: ReactNode;
  }[];
}

/** Names and what they are, in two columns that line up. */
export function Facts({ rows }: FactsProps) {
  return (
    <dl className="divide-y divide-hairline text-[13px]">
      {rows.map((row) => (
        <div key={row.id} className="grid grid-cols-[minmax(7rem,2fr)_5fr] gap-4 py-2">
          <dt className="text-muted">{row.label}</dt>
          <dd className="min-w-0 break-words">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { useFormat } from "../../format/use-format.ts";

interface DepthProps {
  readonly count: number;
  /** Since when, or how old. */
  readonly note?: string | null;
  readonly isBad?: boolean;
}

/** How much waits somewhere, and for how long. */
export function Depth({ count, note = null, isBad = false }: DepthProps) {
  const format = useFormat();
  return (
    <>
      <span className={isBad ? "tabular font-semibold text-danger" : "tabular"}>
        {format.count(count)}
      </span>
      {note === null || count === 0 ? null : <span className="text-muted"> · {note}</span>}
    </>
  );
}

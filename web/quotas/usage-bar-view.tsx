import { usageBar } from "../series/usage-bar.ts";
import { classNames } from "../ui/class-names.ts";

interface UsageBarViewProps {
  readonly used: string;
  readonly held: string;
  readonly limit: string;
  /** The same in words. */
  readonly label: string;
}

const FULL = 0.999;

/** Used is solid, held by running generations is hatched, the rest is left. */
export function UsageBarView({ used, held, limit, label }: UsageBarViewProps) {
  const bar = usageBar({ used, held, limit });
  const isFull = bar.used + bar.held >= FULL;
  const colour = isFull ? "bg-spend" : "bg-revenue";
  return (
    <span
      role="img"
      aria-label={label}
      className="flex h-2.5 w-full overflow-hidden rounded-full bg-hairline"
    >
      <span className={colour} style={{ width: `${bar.used * 100}%` }} />
      <span
        className={classNames("hatch opacity-80", colour)}
        style={{ width: `${bar.held * 100}%` }}
      />
    </span>
  );
}

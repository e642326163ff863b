import type { RerateRow } from "../../../api/contract/rerates.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

/** How far a re-rating is that is under way. */
export function RerateProgress({ row }: { row: Pick<RerateRow, "done" | "total" | "state"> }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.prices.rerate;
  const { done, total } = row;
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  const said =
    total === null ? format.count(done) : words.done(format.count(done), format.count(total));
  return (
    <div className="min-w-40">
      <div
        role="progressbar"
        aria-label={`${words.progress}: ${words.states[row.state]}`}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { "aria-valuenow": Math.floor(share * 100) })}
        aria-valuetext={said}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full rounded-full bg-action transition-[width]"
          style={{ width: `${(share ?? 0) * 100}%` }}
        />
      </div>
      <p className="tabular mt-1 text-xs text-muted">{said}</p>
    </div>
  );
}

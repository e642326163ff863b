import type { FleetAnswer } from "../../../api/contract/fleet.ts";
import { gpuHours } from "../../format/gpu-hours.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Notice } from "../../ui/notice.tsx";

/** The whole and its parts, and what the figures do not know. */
export function FleetTotals({ answer }: { answer: FleetAnswer }) {
  const words = useMessages().fleet;
  const format = useFormat();
  const { totals, currency } = answer;
  const hours = (seconds: string) => format.decimal(gpuHours(seconds));
  const part = (id: "capacity" | "used" | "failed" | "idle" | "over_capacity", label: string) => ({
    id,
    label,
    value: (
      <>
        <Money amount={totals[id].cost} currency={currency} />
        <span className="text-muted"> · {words.seconds(hours(totals[id].gpu_seconds))}</span>
      </>
    ),
  });
  const isOver = totals.over_capacity_reason !== null;
  const isUnrated = totals.unrated_gpu_seconds !== "0.000000000";
  return (
    <Card>
      <h2 className="mb-2 text-[15px] font-semibold tracking-tight">{words.figures}</h2>
      <Facts
        rows={[
          part("capacity", words.capacity),
          part("used", words.used),
          part("failed", words.failed),
          part("idle", words.idle),
          ...(isOver ? [part("over_capacity", words.over)] : []),
          {
            id: "utilisation",
            label: words.utilisation,
            value:
              totals.utilisation_pct === null
                ? "–"
                : format.percent(Number(totals.utilisation_pct) / 100),
          },
        ]}
      />
      <p className="mt-3 text-xs text-muted">{words.note}</p>
      <div className="mt-3 space-y-2">
        {isOver ? (
          <Notice tone="warn">{words.overNote(hours(totals.over_capacity.gpu_seconds))}</Notice>
        ) : null}
        {totals.without_gpu_time === 0 ? null : (
          <Notice tone="warn">
            {words.withoutGpuTime(totals.without_gpu_time, format.count(totals.without_gpu_time))}
          </Notice>
        )}
        {isUnrated ? (
          <Notice tone="warn">{words.unrated(hours(totals.unrated_gpu_seconds))}</Notice>
        ) : null}
      </div>
    </Card>
  );
}

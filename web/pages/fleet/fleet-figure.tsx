import type { FleetSeriesAnswer } from "../../../api/contract/fleet.ts";
import { Figure, figureStatus } from "../../charts/figure.tsx";
import { FleetChart } from "../../charts/fleet-chart.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

const HEIGHT = 220;
const LEGEND = 32;

interface FleetFigureProps {
  readonly series: {
    readonly data: FleetSeriesAnswer | undefined;
    readonly error: Error | null;
    readonly isPlaceholderData: boolean;
    readonly refetch: () => unknown;
  };
}

/** The fleets' cost over time. */
export function FleetFigure({ series }: FleetFigureProps) {
  const words = useMessages().fleet;
  const format = useFormat();
  const { data } = series;
  const crowded = (data?.buckets ?? []).filter((each) => each.over_capacity_reason !== null).length;
  const money = (amount: string) => format.money(amount, "USD");
  return (
    <Figure
      title={words.overTime}
      subtitle={words.chartNote}
      status={figureStatus(series)}
      height={HEIGHT + LEGEND}
      note={
        crowded === 0
          ? null
          : words.crowded[data?.interval ?? "day"](crowded, format.count(crowded))
      }
    >
      {data === undefined ? null : (
        <FleetChart
          buckets={data.buckets}
          title={words.overTime}
          description={words.chartDescription}
          height={HEIGHT}
          labels={words}
          formatTick={({ start }) =>
            data.interval === "hour" ? format.instant(start) : format.day(start)
          }
          formatAmount={(value) => format.money(value.toFixed(2), "USD", "tick")}
          tooltip={(bucket) => [
            words.bucket(
              data.interval === "hour" ? format.instant(bucket.start) : format.day(bucket.start),
              bucket.partial
                ? words.partial
                : format.percent(Number(bucket.utilisation_pct ?? "0") / 100),
            ),
            words.part(words.used, money(bucket.used.cost)),
            words.part(words.failed, money(bucket.failed.cost)),
            words.part(words.idle, money(bucket.idle.cost)),
            ...(bucket.over_capacity_reason === null
              ? []
              : [words.part(words.over, money(bucket.over_capacity.cost))]),
          ]}
        />
      )}
    </Figure>
  );
}

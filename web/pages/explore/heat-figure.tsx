import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Figure, figureStatus } from "../../charts/figure.tsx";
import { rhythmQuery } from "../../client/explore-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { heatGrid } from "../../series/heat-grid.ts";
import type { Measure } from "../../series/measure.ts";
import type { View } from "../../view/view.ts";
import { heatColor } from "./heat-color.ts";
import { HeatTable } from "./heat-table.tsx";

const HEIGHT = 310;

interface HeatFigureProps {
  /** The question in a sentence: names the table. */
  readonly label: string;
  readonly measure: Measure;
  readonly view: View;
}

/** When in the week it happens, in the view's own hours. */
export function HeatFigure({ label, measure, view }: HeatFigureProps) {
  const t = useMessages();
  const format = useFormat();
  const query = useQuery(rhythmQuery(view));
  const { data } = query;
  const rows = useMemo(
    () => (data === undefined ? null : heatGrid(data, measure)),
    [data, measure],
  );
  return (
    <Figure
      title={t.explore.measures[measure]}
      subtitle={`${view.timeZone} · ${format.range(view.fromMs, view.toMs)}`}
      status={figureStatus(query)}
      height={HEIGHT}
    >
      {rows === null ? null : (
        <>
          <HeatTable
            caption={t.explore.caption(label)}
            rows={rows}
            measure={measure}
            currency={data?.currency ?? "USD"}
          />
          <p aria-hidden="true" className="mt-3 flex items-center gap-2 text-xs text-muted">
            {t.explore.scaleFrom}
            {[0.1, 0.35, 0.6, 0.85, 1].map((strength) => (
              <span
                key={strength}
                className="size-4 rounded-sm"
                style={{ background: heatColor(strength) }}
              />
            ))}
            {t.explore.scaleTo}
          </p>
        </>
      )}
    </Figure>
  );
}

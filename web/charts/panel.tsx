import { ReferenceArea } from "recharts";
import type { ChartRow } from "../series/chart-rows.ts";
import type { useZoom, Zoom } from "./use-zoom.ts";

/** What panels on one time axis share, so that their lines stand under each other. Pixels. */
export const COVERAGE_HEIGHT = 84;
export const AXIS_WIDTH = 58;
export const panelMargin = { top: 8, right: 10, bottom: 8, left: 0 };
export const axisText = { fill: "var(--axis)", fontSize: 11 };

export interface PanelProps {
  readonly rows: ChartRow[];
  readonly zoom: ReturnType<typeof useZoom>;
}

/** The part of the axis that is being marked. */
export function zoomArea(marked: Zoom | null) {
  return marked === null ? null : (
    <ReferenceArea x1={marked.first} x2={marked.last} fill="var(--action)" fillOpacity={0.14} />
  );
}

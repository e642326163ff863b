import { ReferenceLine } from "recharts";
import type { AnnotationMark } from "../series/annotation-marks.ts";

/** What to leave free above a chart whose lines are numbered. */
export const MARK_HEIGHT = 22;
const RADIUS = 8;

/**
 * A thin line for each mark on an axis of bucket numbers, with its number at the top. Screen readers have the list below
 * the chart, which carries the same numbers.
 */
export function annotationLines(marks: readonly AnnotationMark[], withNumbers: boolean) {
  return marks.map((mark) => (
    <ReferenceLine
      key={`mark-${mark.index}`}
      x={mark.index}
      stroke="var(--control)"
      strokeDasharray="3 3"
      {...(withNumbers ? { label: <MarkNumber number={mark.number} /> } : {})}
    />
  ));
}

interface MarkNumberProps {
  readonly number: number;
  /** Handed in by the line it belongs to. */
  readonly viewBox?: { readonly x?: number; readonly y?: number };
}

function MarkNumber({ number, viewBox }: MarkNumberProps) {
  const { x, y } = viewBox ?? {};
  if (x === undefined || y === undefined) return null;
  const middle = y - RADIUS - 2;
  return (
    <g aria-hidden="true">
      <circle cx={x} cy={middle} r={RADIUS} fill="var(--card)" stroke="var(--control)" />
      <text
        x={x}
        y={middle}
        dy="0.35em"
        textAnchor="middle"
        fill="var(--muted)"
        fontSize={number > 99 ? 8 : 10}
      >
        {number}
      </text>
    </g>
  );
}

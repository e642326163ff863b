import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { ResponsiveContainer } from "recharts";

interface ChartBoxProps {
  /** Pixels; as wide as the room it has when absent. Paper has no room that could be measured. */
  readonly width?: number | undefined;
  readonly height: number;
  readonly children: ReactNode;
}

/**
 * The room of one chart, which is as wide as it from its first frame on: the room is measured before anything is
 * painted. What was drawn for a wider window is cut at its edge until it is drawn anew.
 */
export function ChartBox({ width, height, children }: ChartBoxProps) {
  const box = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState(width);
  useLayoutEffect(() => {
    setMeasured((known) => known ?? box.current?.clientWidth);
  }, []);
  return (
    // Cut a little outside of the room, where the ring of the focus is.
    <div className="-mx-1 overflow-x-clip px-1">
      <div ref={box} style={{ height }}>
        {measured === undefined ? null : (
          <ResponsiveContainer
            width={width ?? "100%"}
            height={height}
            initialDimension={{ width: measured, height }}
          >
            {children}
          </ResponsiveContainer>
        )}
      </div>
    </div>
  );
}

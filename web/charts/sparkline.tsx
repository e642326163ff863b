import { sparklinePath } from "../series/sparkline-path.ts";

const WIDTH = 88;
const HEIGHT = 20;

/** The shape of a row's spend. Decoration: the figures stand beside it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  return (
    <svg
      aria-hidden="true"
      width={WIDTH}
      height={HEIGHT + 4}
      viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
      className="inline-block"
    >
      <path
        d={sparklinePath(values, WIDTH, HEIGHT)}
        fill="none"
        stroke="var(--spend)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}

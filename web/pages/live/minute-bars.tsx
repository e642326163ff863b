import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";

interface MinuteBarsProps {
  readonly values: readonly number[];
  readonly tone?: "danger";
}

const HEIGHT_PX = 20;

/** The last minutes as small bars; their numbers stand in the name. */
export function MinuteBars({ values, tone }: MinuteBarsProps) {
  const t = useMessages();
  const format = useFormat();
  const most = Math.max(1, ...values);
  return (
    <span
      role="img"
      aria-label={t.live.cards.bars(values.map(format.count).join(", "))}
      title={values.map(format.count).join(" · ")}
      className="mt-1 mb-1.5 flex items-end gap-px"
      style={{ height: HEIGHT_PX }}
    >
      {values.map((value, index) => (
        <span
          // Each place is a minute before now.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className={`min-w-0 flex-1 rounded-t-[2px] ${value === 0 ? "bg-hairline" : tone === "danger" ? "bg-danger" : "bg-revenue"}`}
          style={{ height: value === 0 ? 2 : Math.max(3, (value / most) * HEIGHT_PX) }}
        />
      ))}
    </span>
  );
}

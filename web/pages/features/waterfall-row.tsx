import { Link } from "@tanstack/react-router";
import { NOT_WASTED } from "../../../domain/waste.ts";
import { isNegative, isZero, ratio } from "../../format/money.ts";
import { Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { WaterfallStep } from "../../series/waterfall.ts";
import { classNames } from "../../ui/class-names.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";
import { formatFilter } from "../../view/view-search.ts";
import { ClipsLink } from "./clips-link.tsx";

interface WaterfallRowProps {
  readonly step: WaterfallStep;
  readonly spend: string;
  readonly currency: string;
  readonly view: View;
}

/** One step: its name, which leads to what it is made of, its bar under it, its share and its amount. */
export function WaterfallRow({ step, spend, currency, view }: WaterfallRowProps) {
  const format = useFormat();
  const { amount, isTotal } = step;
  const share = step.part === "revenue" || isTotal ? null : ratio(amount.replace(/^-/, ""), spend);
  return (
    <tr className={isTotal ? "border-t border-hairline" : ""}>
      <th scope="row" className="w-full py-2 pr-4 text-left font-normal">
        <PartName step={step} view={view} />
        <span aria-hidden="true" className="relative mt-1.5 block h-2.5">
          <span className="absolute inset-0 rounded-full bg-sunken" />
          <span
            className={classNames(
              "absolute inset-y-0 rounded-[3px]",
              isNegative(amount) ? "bg-spend" : "bg-revenue",
              isTotal && isNegative(amount) && "hatch",
            )}
            style={barStyle(step)}
          />
          <span
            className="absolute inset-y-[-3px] w-px bg-control"
            style={{ left: `${step.zero * 100}%` }}
          />
        </span>
      </th>
      <td className="tabular py-2 pr-3 text-right align-top whitespace-nowrap text-xs leading-[1.3rem] text-muted">
        {share === null ? "" : format.percent(share)}
      </td>
      <td
        className={classNames(
          "py-2 text-right align-top",
          isTotal && "font-semibold",
          isTotal && !isZero(amount) && (isNegative(amount) ? "text-spend" : "text-revenue"),
        )}
      >
        <Money amount={amount} currency={currency} signed />
      </td>
    </tr>
  );
}

function PartName({ step: { part, amount }, view }: { step: WaterfallStep; view: View }) {
  const t = useMessages();
  const search = useViewSearch();
  const words = t.features.waterfall;
  const label = words.parts[part];
  const look = "inline-flex min-h-6 items-center font-medium hover:text-link hover:underline";
  if (part === "revenue") {
    return (
      <Link to="/revenue" search={search} aria-label={words.showRevenue} className={look}>
        {label}
      </Link>
    );
  }
  if (part === "margin") {
    return (
      <Link
        to="/economics"
        search={{ ...search, f: view.filters.map(formatFilter) }}
        className={`${look} font-semibold`}
      >
        {label}
      </Link>
    );
  }
  if (isZero(amount)) {
    return <span className="inline-flex min-h-6 items-center text-muted">{label}</span>;
  }
  const waste = part === "kept" ? [NOT_WASTED] : part === "spend" ? undefined : [part];
  return (
    <ClipsLink
      filters={view.filters}
      by={[]}
      values={[]}
      waste={waste}
      label={words.show(label)}
      className={look}
    >
      {label}
    </ClipsLink>
  );
}

/** A hair of colour stays where the amount is too small for a bar. */
function barStyle({ amount, from, to }: WaterfallStep): { left: string; width: string } {
  if (isZero(amount)) return { left: `${from * 100}%`, width: "0" };
  const width = Math.max((to - from) * 100, 0.4);
  return { left: `${Math.min(from * 100, 100 - width)}%`, width: `${width}%` };
}

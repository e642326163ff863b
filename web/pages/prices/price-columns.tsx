import type { PriceRow } from "../../../api/contract/prices.ts";
import { ANY_MODEL } from "../../../domain/pricing.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ConditionsView } from "./conditions-view.tsx";
import { PriceAmount } from "./price-amount.tsx";
import { utcDay } from "./utc-day.ts";
import { sourceLanguage } from "./source-text.tsx";

interface PriceColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  readonly onOpen: (price: PriceRow) => void;
}

export function priceColumns({
  t,
  format,
  onOpen,
}: PriceColumnsInput): readonly Column<PriceRow>[] {
  const words = t.prices;
  return [
    {
      id: "model",
      header: words.model,
      rowHeader: true,
      cell: (price) => (
        <>
          <button
            type="button"
            aria-label={words.details.open(price.model)}
            title={price.model}
            className="block max-w-60 truncate font-medium text-link hover:underline"
            onClick={() => onOpen(price)}
          >
            {price.model === ANY_MODEL ? words.anyModel : price.model}
          </button>
          <span className="block text-xs text-muted">{price.provider}</span>
        </>
      ),
    },
    {
      id: "conditions",
      header: words.conditions,
      cell: (price) => <ConditionsView conditions={price.conditions} />,
    },
    {
      id: "amount",
      header: words.amount,
      align: "right",
      cell: (price) => <PriceAmount price={price} />,
    },
    {
      id: "from",
      header: words.validFrom,
      from: "sm",
      cell: (price) => <span className="tabular">{utcDay(price.valid_from, format)}</span>,
    },
    {
      id: "to",
      header: words.validTo,
      from: "md",
      cell: (price) =>
        price.valid_to === null ? (
          <span className="text-muted">{words.open}</span>
        ) : (
          <span className="tabular">{utcDay(price.valid_to, format)}</span>
        ),
    },
    {
      id: "source",
      header: words.source,
      from: "lg",
      cell: (price) => (
        <span className="flex max-w-44 items-center gap-2 2xl:max-w-96">
          {price.book === null ? null : (
            <Badge tone="warn">{t.economics.bookBadge(price.book)}</Badge>
          )}
          <Badge tone={price.own ? "info" : "neutral"}>
            {price.own ? words.own : words.seeded}
          </Badge>
          <span
            {...sourceLanguage(price)}
            className="hidden truncate text-muted 2xl:inline"
            title={price.source ?? ""}
          >
            {price.source}
          </span>
        </span>
      ),
    },
  ];
}

import { Link } from "@tanstack/react-router";
import type { UnpricedKind } from "../../../api/contract/unpriced.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";
import { unpricedReason } from "../generations/unpriced-reason.ts";
import { fixSearch } from "./fix-search.ts";

/** The columns of the unpriced kinds; the last one leads to the price that mends each. */
export function useUnpricedColumns(
  view: View,
  mayChange: boolean,
): readonly Column<UnpricedKind>[] {
  const t = useMessages();
  const format = useFormat();
  const search = useViewSearch();
  const words = t.prices.unpriced;
  const columns: readonly Column<UnpricedKind>[] = [
    {
      id: "model",
      header: t.prices.model,
      rowHeader: true,
      cell: (kind) => (
        <>
          <span className="font-medium">{kind.model}</span>{" "}
          <span className="text-muted">{kind.provider}</span>
        </>
      ),
    },
    {
      id: "generations",
      header: words.generations,
      align: "right",
      cell: (kind) => format.count(kind.generations),
    },
    {
      id: "asked",
      header: words.asked,
      from: "lg",
      cell: (kind) => (
        <ul className="max-w-96 text-xs whitespace-normal">
          {kind.dimensions.map(({ name, values, more }) => (
            <li key={name}>
              <span className="text-muted">{name}</span>{" "}
              {[
                ...values.map(String),
                ...(more === 0 ? [] : [words.more(format.count(more))]),
              ].join(", ")}
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: "why",
      header: words.why,
      from: "md",
      cell: (kind) => (
        <span className="block max-w-56 whitespace-normal">
          {kind.reason === null ? words.priced : unpricedReason(kind.reason, t)}
        </span>
      ),
    },
    {
      id: "seen",
      header: words.seen,
      from: "sm",
      cell: (kind) => (
        <span className="tabular block max-w-44 whitespace-normal">
          {words.fromTo(format.instant(kind.first), format.instant(kind.last))}
        </span>
      ),
    },
  ];
  if (!mayChange) return columns;
  return [
    ...columns,
    {
      id: "fix",
      header: <span className="sr-only">{words.fix}</span>,
      align: "right",
      cell: (kind) => (
        <Link
          to="/prices/rerate"
          search={{ ...search, ...fixSearch(kind, view) }}
          aria-label={kind.reason === null ? words.rerateOf(kind.model) : words.fixOf(kind.model)}
          className={buttonClass({ size: "small" })}
        >
          {kind.reason === null ? words.rerate : words.fix}
        </Link>
      ),
    },
  ];
}

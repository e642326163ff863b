import type { Change, Mover } from "../../../api/contract/changes.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import type { Column } from "../../ui/data-table.tsx";
import type { Dimension } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { marginColor } from "./breakdown-columns.tsx";
import { ValueLink } from "./value-link.tsx";

interface MoverColumnsInput {
  readonly by: Dimension;
  readonly view: View;
  readonly currency: string;
  readonly t: Messages;
  readonly format: Format;
}

/** Values that moved: each change with what it was. */
export function moverColumns({
  by,
  view,
  currency,
  t,
  format,
}: MoverColumnsInput): readonly Column<Mover>[] {
  const words = t.changes;
  const changed = (change: Change | null, color: (decimal: string) => string) =>
    change === null ? (
      <span className="text-muted">{t.common.unknown}</span>
    ) : (
      <span title={format.signedMoney(change.change, currency, "exact")}>
        <span className={color(change.change)}>
          {format.signedMoney(change.change, currency, "compact")}
        </span>
        <span className="block text-xs text-muted">
          {words.was(format.money(change.before, currency, "compact"))}
        </span>
      </span>
    );
  return [
    {
      id: "value",
      header: t.dimensions[by],
      rowHeader: true,
      cell: ({ value }) => <ValueLink by={by} value={value} filters={view.filters} />,
    },
    {
      id: "spend",
      header: words.spendChange,
      align: "right",
      cell: ({ spend }) => changed(spend, () => ""),
    },
    {
      id: "margin",
      header: words.marginChange,
      align: "right",
      cell: ({ margin }) => changed(margin, marginColor),
    },
    {
      id: "clips",
      header: words.clips,
      align: "right",
      from: "sm",
      cell: ({ generations, generations_before: before }) => (
        <span>
          {format.count(generations)}
          <span className="block text-xs text-muted">{words.was(format.count(before))}</span>
        </span>
      ),
    },
  ];
}

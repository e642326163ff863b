import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import type { RerateListed } from "../../../api/contract/rerates.ts";
import { isUnderWay, reratesQuery } from "../../client/rerate-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { Column } from "../../ui/data-table.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { AmountLines } from "./money-change.tsx";
import { RerateProgress } from "./rerate-progress.tsx";
import { RerateState } from "./rerate-state.tsx";
import { scopeText } from "./scope-text.ts";

/** What was re-rated before, by whom and when. */
export function ReratesCard() {
  const t = useMessages();
  const words = t.prices.rerate;
  const list = useInfiniteQuery(reratesQuery);
  return (
    <section>
      <h2 className="mb-3 text-[15px] font-semibold tracking-tight">{words.list}</h2>
      <ListCard
        list={list}
        caption={words.listCaption}
        columns={useColumns()}
        rowKey={(row) => row.id}
        minHeight={140}
        empty={{ icon: History, title: words.listEmpty, lead: words.listEmptyLead }}
      />
    </section>
  );
}

function useColumns(): readonly Column<RerateListed>[] {
  const t = useMessages();
  const format = useFormat();
  const view = useViewSearch();
  const words = t.prices.rerate;
  return [
    {
      id: "when",
      header: words.when,
      rowHeader: true,
      cell: (row) => (
        <Link
          to="/prices/rerates/$id"
          params={{ id: row.id }}
          search={view}
          className="tabular font-medium text-link hover:underline"
        >
          {format.datedInstant(row.created_at)}
        </Link>
      ),
    },
    {
      id: "who",
      header: words.who,
      from: "lg",
      cell: (row) => row.created_by,
    },
    {
      id: "what",
      header: words.what,
      from: "sm",
      cell: (row) => (
        <span className="block max-w-80 whitespace-normal">{scopeText(row, t, format)}</span>
      ),
    },
    {
      id: "changes",
      header: words.changes,
      align: "right",
      cell: ({ planned }) => format.count(planned.changed + planned.newly_priced),
    },
    {
      id: "before",
      header: words.before,
      align: "right",
      from: "md",
      cell: ({ planned }) => (
        <AmountLines amounts={planned.before} of={[planned.before, planned.after]} />
      ),
    },
    {
      id: "after",
      header: words.after,
      align: "right",
      from: "md",
      cell: ({ planned }) => (
        <AmountLines amounts={planned.after} of={[planned.before, planned.after]} />
      ),
    },
    {
      id: "state",
      header: t.generations.status,
      cell: (row) => (isUnderWay(row) ? <RerateProgress row={row} /> : <RerateState {...row} />),
    },
  ];
}

import { Link } from "@tanstack/react-router";
import type { GenerationRow } from "../../../api/contract/generations.ts";
import { useFormat } from "../../format/use-format.ts";
import { useNow } from "../../frame/use-now.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { classNames } from "../../ui/class-names.ts";
import { CostText } from "./cost-text.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useListSearch } from "./use-list-search.ts";

const CLOCK_MS = 15_000;

interface NarrowRowsProps {
  readonly rows: readonly GenerationRow[];
  readonly busy: boolean;
}

/** The list on a phone: state, feature, cost and age of each on two lines, all of it one link. */
export function NarrowRows({ rows, busy }: NarrowRowsProps) {
  const t = useMessages();
  const format = useFormat();
  const nowMs = useNow(CLOCK_MS);
  const search = useListSearch();
  return (
    <ul
      aria-label={t.generations.title}
      className={classNames("divide-y divide-hairline sm:hidden", busy && "opacity-60")}
    >
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            to="/generations/$id"
            params={{ id: row.id }}
            search={search}
            data-row-link=""
            className="block space-y-1.5 px-4 py-3 text-[13px] hover:bg-hover focus-visible:outline-offset-[-2px]"
          >
            <span className="flex items-center justify-between gap-3">
              <span className="min-w-0 truncate font-medium">{row.feature}</span>
              <span className="tabular font-medium">
                <CostText cost={row.cost} />
              </span>
            </span>
            <span className="flex items-center justify-between gap-3 text-muted">
              <StateBadge state={row.status} />
              <time dateTime={row.created_at} className="tabular">
                {format.ago(row.created_at, nowMs)}
              </time>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { Link } from "@tanstack/react-router";
import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { knownSpend } from "../../series/known-spend.ts";
import { ValueName } from "../../ui/value-name.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { formatFilter } from "../../view/view-search.ts";

const SHOWN = 5;

interface FeatureSharesProps {
  readonly user: string;
  readonly rows: readonly BreakdownRow[];
  readonly currency: string;
}

/** The features that cost most with this user, each leading to the clips behind it. */
export function FeatureShares({ user, rows, currency }: FeatureSharesProps) {
  const t = useMessages();
  const format = useFormat();
  const search = useViewSearch();
  const words = t.userMoney;
  if (rows.length === 0) return null;
  return (
    <div className="mt-5">
      <h3 className="mb-1 text-[13px] text-muted">{words.features}</h3>
      <ul aria-label={words.features} className="divide-y divide-hairline text-[13px]">
        {rows.slice(0, SHOWN).map((row) => {
          const feature = row.values["feature"] ?? "";
          const spend = knownSpend(row);
          const f = [
            formatFilter({ name: "user", values: [user] }),
            formatFilter({ name: "feature", values: [feature] }),
          ];
          return (
            <li key={feature} className="flex items-baseline justify-between gap-4 py-1.5">
              <Link
                to="/generations"
                search={{ ...search, range: "90d", f }}
                className="inline-flex min-h-6 min-w-0 items-center truncate text-link hover:underline"
              >
                <ValueName>{feature}</ValueName>
              </Link>
              <span className="tabular flex gap-4 whitespace-nowrap">
                <span className="text-muted">{words.made(format.count(row.generations))}</span>
                <span className="min-w-20 text-right">
                  {spend === null ? t.common.unknown : format.money(spend, currency)}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

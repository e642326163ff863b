import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { economicsQuery } from "../../client/economics-queries.ts";
import { isZero } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import type { EconomicsSearch } from "../../view/economics-search.ts";
import { keepView } from "../../view/keep-view.ts";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { BreakEvenCard } from "./break-even-card.tsx";
import { EconomicsCards } from "./economics-cards.tsx";
import { EconomicsSwitches } from "./economics-switches.tsx";
import { groupColumns } from "./group-columns.tsx";
import { LedgerNotices } from "./ledger-notices.tsx";
import { SidesCard } from "./sides-card.tsx";
import { WasteCard } from "./waste-card.tsx";

/** What a clip and a user cost and earn. */
export function EconomicsPage() {
  const t = useMessages();
  const words = t.economics;
  const format = useFormat();
  const navigate = useNavigate();
  const view = useView();
  const change = useChangeView("/economics");
  const search = useSearch({ from: "/app/economics" });
  const { split: by = "feature", spread: rule = "none", book = null, price = "" } = search;
  const list = useInfiniteQuery(economicsQuery(view, { by, rule, book }));
  const answer = list.data?.pages[0];
  const waits = answer === undefined && list.error === null;
  const set = (next: { readonly [K in keyof EconomicsSearch]?: EconomicsSearch[K] | undefined }) =>
    void navigate({
      to: "/economics",
      search: (previous) => {
        const merged = { ...previous, ...next };
        return Object.fromEntries(
          Object.entries(merged).filter(([, value]) => value !== undefined),
        ) as typeof previous;
      },
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<ViewBar view={view} change={change} />}
      />
      <EconomicsSwitches
        by={by}
        rule={rule}
        book={book}
        onBy={(next) => set({ split: next === "feature" ? undefined : next })}
        onRule={(next) => set({ spread: next === "none" ? undefined : next })}
        onBook={(next) => set({ book: next ?? undefined })}
      />
      {waits ? <Skeleton className="mb-5 h-96" /> : null}
      <p className="mb-4 min-h-5 text-[13px] text-muted">
        {answer === undefined
          ? null
          : words.dates(format.range(Date.parse(answer.from), Date.parse(answer.to)))}
        {answer?.totals.unallocated_revenue == null || isZero(answer.totals.unallocated_revenue)
          ? null
          : ` ${words.unallocated(format.money(answer.totals.unallocated_revenue, answer.currency))}`}
      </p>
      {answer === undefined ? null : <LedgerNotices answer={answer} />}
      {/* How tall the notices are depends on the answer: what stands below comes with them and moves no more. */}
      <div className={waits ? "hidden" : "contents"}>
        {answer === undefined ? null : (
          <EconomicsCards totals={answer.totals} currency={answer.currency} />
        )}
        <ListCard
          list={list}
          caption={words.groups.caption(t.dimensions[by].toLowerCase())}
          columns={groupColumns({ by, currency: answer?.currency ?? "USD", t, format })}
          rowKey={(row) => row.value}
          busy={list.isPlaceholderData}
          empty={{ icon: Scale, title: words.groups.empty, lead: words.groups.emptyLead }}
        />
        {answer === undefined ? null : (
          <div className="mt-5 grid gap-5 lg:grid-cols-[2fr_1fr]">
            <SidesCard totals={answer.totals} currency={answer.currency} />
            <WasteCard totals={answer.totals} currency={answer.currency} />
          </div>
        )}
        <BreakEvenCard
          view={view}
          book={book}
          price={price}
          onPrice={(next) => set({ price: next === "" ? undefined : next })}
        />
        <p className="mt-5">
          <Link
            to="/economics/users"
            search={{ ...keepView(search), ...(book === null ? {} : { book }) }}
            className={buttonClass()}
          >
            {words.losing}
          </Link>
        </p>
      </div>
    </>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ArrowLeft, UserCheck } from "lucide-react";
import { losingUsersQuery } from "../../client/economics-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { CheckField } from "../../ui/field.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { keepView } from "../../view/keep-view.ts";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { BookSwitch } from "./book-switch.tsx";
import { LedgerNotices } from "./ledger-notices.tsx";
import { losingColumns } from "./losing-columns.tsx";

/** Who costs more than they pay, each with a way to a limit. */
export function LosingUsersPage() {
  const t = useMessages();
  const words = t.economics.users;
  const format = useFormat();
  const mayChange = useMayChange();
  const navigate = useNavigate();
  const view = useView();
  const change = useChangeView("/economics/users");
  const search = useSearch({ from: "/app/economics/users" });
  const { book = null, payers } = search;
  const list = useInfiniteQuery(losingUsersQuery(view, book, payers === "1"));
  const answer = list.data?.pages[0];
  const kept = keepView(search);
  const go = (nextBook: string | null, payersOnly: boolean) =>
    void navigate({
      to: "/economics/users",
      search: {
        ...kept,
        ...(nextBook === null ? {} : { book: nextBook }),
        ...(payersOnly ? { payers: "1" } : {}),
      },
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <Link
        to="/economics"
        search={{ ...kept, ...(book === null ? {} : { book }) }}
        className="mb-3 inline-flex items-center gap-1.5 text-[13px] text-link hover:underline"
      >
        <ArrowLeft size={14} aria-hidden="true" />
        {words.back}
      </Link>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<ViewBar view={view} change={change} withFilters={false} />}
      />
      <div className="mb-5 flex flex-wrap items-end gap-4">
        <BookSwitch value={book} onChange={(next) => go(next, payers === "1")} />
        <CheckField
          label={words.payersOnly}
          checked={payers === "1"}
          onChange={(event) => go(book, event.target.checked)}
        />
      </div>
      {answer === undefined ? null : <LedgerNotices answer={answer} />}
      {answer === undefined && list.error === null ? (
        <Skeleton className="mb-4 h-[21px] w-2/3" />
      ) : null}
      {answer === undefined ? null : (
        <p className="mb-4 text-muted">
          {words.summary(
            format.count(answer.totals.losing_users),
            format.count(answer.totals.active_users),
            format.money(answer.totals.loss, answer.currency),
          )}{" "}
          {answer.top_percent.share_of_spend === null
            ? null
            : words.top(
                format.count(answer.top_percent.users),
                format.percent(Number(answer.top_percent.share_of_spend)),
              )}
        </p>
      )}
      <ListCard
        list={list}
        caption={words.caption}
        columns={losingColumns({
          t,
          format,
          currency: answer?.currency ?? "USD",
          search: kept,
          mayChange,
        })}
        rowKey={(row) => row.user}
        busy={list.isPlaceholderData}
        minHeight={420}
        empty={{ icon: UserCheck, title: words.empty, lead: words.emptyLead }}
      />
    </>
  );
}

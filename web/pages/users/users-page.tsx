import { useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { SearchX, Users } from "lucide-react";
import { meQuery } from "../../client/session-queries.ts";
import { usersQuery } from "../../client/user-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useNow } from "../../frame/use-now.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { ViewBar } from "../../view-bar/view-bar.tsx";
import { useChangeView } from "../../view/use-change-view.ts";
import { useView } from "../../view/use-view.ts";
import { userColumns } from "./user-columns.tsx";
import { UserSearch } from "./user-search.tsx";

const CLOCK_MS = 30_000;

/** Who generates, largest spender first. */
export function UsersPage() {
  const t = useMessages();
  const words = t.users;
  const format = useFormat();
  const nowMs = useNow(CLOCK_MS);
  const view = useView();
  const change = useChangeView("/users");
  const { q } = useSearch({ from: "/app/users" });
  const { data: me } = useSuspenseQuery(meQuery);
  const list = useInfiniteQuery(
    usersQuery({ search: q ?? null, fromMs: view.fromMs, toMs: view.toMs }),
  );
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={<ViewBar view={view} change={change} withFilters={false} />}
      />
      <UserSearch q={q ?? ""} />
      <ListCard
        list={list}
        caption={words.caption}
        columns={userColumns({ t, format, currency: me.workspace.currency, nowMs })}
        rowKey={(row) => row.user}
        busy={list.isPlaceholderData}
        minHeight={420}
        empty={
          q === undefined
            ? { icon: Users, title: words.empty, lead: words.emptyLead }
            : { icon: SearchX, title: words.notFound, lead: words.notFoundLead }
        }
      />
    </>
  );
}

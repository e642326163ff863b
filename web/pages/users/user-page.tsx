import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useContext, useMemo, useState } from "react";
import { meQuery } from "../../client/session-queries.ts";
import { usageQuery, userClipsQuery } from "../../client/user-queries.ts";
import { TimeZoneContext } from "../../format/time-zone-context.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { partyOfClip } from "../../quotas/party-of-clip.ts";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { resolveRange } from "../../view/time-range.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { BlockButton } from "./block-button.tsx";
import { ClipsCard } from "./clips-card.tsx";
import { GrantsCard } from "./grants-card.tsx";
import { HitsCard } from "./hits-card.tsx";
import { LimitsCard } from "./limits-card.tsx";
import { MoneyCard } from "./money-card.tsx";
import { ReplyCard } from "./reply-card.tsx";
import { UnknownUser } from "./unknown-user.tsx";
import { useIsUnknown } from "./use-is-unknown.ts";
import { VerdictCard } from "./verdict-card.tsx";

/** One user as support needs them: can they generate, why not, and what can be done about it. */
export function UserPage() {
  const t = useMessages();
  const { id } = useParams({ from: "/app/users/$id" });
  const search = useViewSearch();
  const queryClient = useQueryClient();
  const lastDays = useLastDays();
  const clips = useQuery(userClipsQuery(id, lastDays));
  const [last] = clips.data?.data ?? [];
  // Rules may select by plan, region, …, which a user's last clip tells; without one only the user is known.
  const party = useMemo(() => (last === undefined ? {} : partyOfClip(last)), [last]);
  const usage = useQuery(usageQuery(id, clips.isPending ? null : party));
  const isUnknown = useIsUnknown(id, clips.data, usage.data);
  const { data: me } = useSuspenseQuery(meQuery);
  const refresh = async (): Promise<void> => {
    await Promise.all(
      ["usage", "grants", "users"].map((name) =>
        queryClient.invalidateQueries({ queryKey: name === "users" ? [name] : [name, id] }),
      ),
    );
  };
  return (
    <>
      <Link
        to="/users"
        search={search}
        className="mb-3 inline-flex items-center gap-1.5 text-[13px] text-muted hover:text-text"
      >
        <ArrowLeft size={14} aria-hidden="true" />
        {t.users.back}
      </Link>
      <PageHeader
        title={t.user.title}
        lead={
          <span className="flex flex-wrap items-center gap-1">
            <code className="font-mono text-sm break-all text-text">{id}</code>
            <CopyButton text={id} label={t.users.copyId} />
          </span>
        }
        actions={
          usage.data === undefined ? undefined : (
            <BlockButton user={id} blocked={usage.data.block !== null} onDone={refresh} />
          )
        }
      />
      {isUnknown === null ? <LoadingUsage /> : null}
      {isUnknown === true ? (
        <div className="space-y-5">
          <UnknownUser user={id} workspace={me.workspace.name} />
          <GrantsCard user={id} onChange={refresh} />
        </div>
      ) : null}
      {isUnknown === false ? (
        <div className="grid items-start gap-5 xl:grid-cols-5">
          <div className="min-w-0 space-y-5 xl:col-span-3">
            {usage.data === undefined && usage.error !== null ? (
              <Card>
                <ErrorState
                  error={usage.error}
                  minHeight={280}
                  onRetry={() => void usage.refetch()}
                />
              </Card>
            ) : null}
            {usage.data === undefined && usage.error === null ? <LoadingUsage /> : null}
            {usage.data === undefined ? null : (
              <>
                <VerdictCard usage={usage.data} last={last} />
                <LimitsCard user={id} usage={usage.data} />
              </>
            )}
            <MoneyCard user={id} range={lastDays} />
            <GrantsCard user={id} onChange={refresh} />
          </div>
          <div className="min-w-0 space-y-5 xl:col-span-2">
            {usage.data === undefined ? null : <ReplyCard usage={usage.data} />}
            <HitsCard user={id} />
            <ClipsCard user={id} query={clips} />
          </div>
        </div>
      ) : null}
    </>
  );
}

/** The last 90 days as they were when the page was opened. */
function useLastDays(): { fromMs: number; toMs: number } {
  const zone = useContext(TimeZoneContext);
  const [openedMs] = useState(() => Date.now());
  return useMemo(
    () => resolveRange({ range: "90d", from: null, to: null }, zone, openedMs),
    [zone, openedMs],
  );
}

function LoadingUsage() {
  const t = useMessages();
  return (
    <div role="status" aria-label={t.common.loading} className="space-y-5">
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-52 w-full" />
    </div>
  );
}

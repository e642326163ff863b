import { useSearch } from "@tanstack/react-router";
import { useLive } from "../../client/use-live.ts";
import { useNow } from "../../frame/use-now.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { liveLists } from "../../series/live-board.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { readLiveSearch } from "../../view/live-search.ts";
import { LiveCards } from "./live-cards.tsx";
import { LiveList } from "./live-list.tsx";
import { LiveNotice, LiveSign } from "./live-notice.tsx";
import { LiveVerdict } from "./live-verdict.tsx";

const SECOND_MS = 1_000;
const MIN_HEIGHT = 420;

/** What is running now. */
export function LivePage() {
  const t = useMessages();
  const search = readLiveSearch({ ...useSearch({ from: "/app/live" }) });
  const live = useLive();
  const here = useNow(SECOND_MS);
  const { board } = live;
  const isOld = live.state === "lost" || board?.summary.current === false;
  // Nobody knows whether what ran then still runs: it does not grow older on the screen.
  const nowMs =
    isOld && board !== null ? Date.parse(board.summary.at) : here + (board?.skewMs ?? 0);
  const lists = board === null ? null : liveLists(board, nowMs);
  return (
    <>
      <PageHeader
        title={t.live.title}
        lead={
          board === null || lists === null ? (
            t.live.lead
          ) : (
            <LiveVerdict board={board} lists={lists} />
          )
        }
        actions={<LiveSign state={live.state} />}
      />
      <LiveNotice live={live} />
      {live.error !== null && board === null ? (
        <Card>
          <ErrorState error={live.error} minHeight={MIN_HEIGHT} onRetry={live.retry} />
        </Card>
      ) : null}
      {board === null && live.error === null ? <LoadingLive /> : null}
      {board === null || lists === null ? null : (
        <div aria-busy={isOld} className={isOld ? "opacity-60" : ""}>
          <LiveCards board={board} lists={lists} nowMs={nowMs} />
          <LiveList
            key={search.show ?? "open"}
            board={board}
            lists={lists}
            show={search.show ?? "open"}
            nowMs={nowMs}
          />
        </div>
      )}
    </>
  );
}

function LoadingLive() {
  const t = useMessages();
  return (
    <div role="status" aria-label={t.common.loading}>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        {Array.from({ length: 5 }, (_, card) => (
          <Skeleton key={card} className="h-[7.5rem]" />
        ))}
      </div>
      <Skeleton className="mt-5 h-[26rem]" />
    </div>
  );
}

import type { UseQueryResult } from "@tanstack/react-query";
import type { ChangesAnswer } from "../../../api/contract/changes.ts";
import { figureStatus } from "../../charts/figure.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { View } from "../../view/view.ts";
import type { Dimension } from "../../view/view-search.ts";
import { ChangesBody } from "./changes-body.tsx";

interface ChangesCardProps {
  readonly query: UseQueryResult<ChangesAnswer>;
  readonly by: Dimension;
  readonly view: View;
}

const MIN_HEIGHT = 300;

/** What moved the spend, step by step to the nano, and the values that moved most, each leading to its clips. */
export function ChangesCard({ query, by, view }: ChangesCardProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.changes;
  const status = figureStatus(query);
  const { data } = query;
  const isOther = data !== undefined && data.by !== by;
  const isBusy = status.kind === "ready" && (status.refreshing || isOther);
  return (
    <Card className="min-w-0 overflow-hidden">
      <section aria-label={words.title} aria-busy={isBusy || status.kind === "loading"}>
        <div className="px-5 pt-5 pb-3">
          <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
          <p className="mt-0.5 min-h-5 text-[13px] text-muted">
            {data === undefined
              ? null
              : words.against(
                  format.range(Date.parse(data.previous.from), Date.parse(data.previous.to)),
                )}
            {data !== undefined && view.isLive ? `. ${words.soFar}` : null}
          </p>
        </div>
        <div style={{ minHeight: MIN_HEIGHT }} className={isBusy ? "opacity-60" : ""}>
          {status.kind === "error" ? (
            <ErrorState error={status.error} onRetry={status.onRetry} minHeight={MIN_HEIGHT} />
          ) : null}
          {status.kind === "loading" ? <LoadingRows /> : null}
          {data === undefined ? null : <ChangesBody answer={data} view={view} />}
        </div>
      </section>
    </Card>
  );
}

function LoadingRows() {
  return (
    <div className="space-y-4 px-5 py-2">
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <Skeleton key={row} className="h-6 w-full" />
      ))}
    </div>
  );
}

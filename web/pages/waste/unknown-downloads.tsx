import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { unknownDownloadsQuery } from "../../client/explore-queries.ts";
import { isOne } from "../../format/number.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import type { View } from "../../view/view.ts";

/** Users and clips are counted exactly while they are few. */
const EXACT_UP_TO = 10_000;

/** Clips of which nobody can say whether they were wasted. */
export function UnknownDownloads({ view }: { view: View }) {
  const t = useMessages();
  const format = useFormat();
  const search = useViewSearch();
  const words = t.waste;
  const { data, error, refetch } = useQuery(unknownDownloadsQuery(view));
  if (data === undefined && error !== null) {
    return <ErrorState error={error} onRetry={() => void refetch()} minHeight={120} />;
  }
  const count = data === undefined ? "" : format.count(data.unknown);
  return (
    <Link
      to="/generations"
      search={{ ...search, downloads: "unknown" }}
      aria-label={words.show(words.unknown)}
      className="block h-full rounded-xl border border-dashed border-control/70 p-4 hover:border-control"
    >
      <p className="text-[13px] text-muted">{words.unknown}</p>
      {data === undefined ? (
        <Skeleton className="mt-2 h-[4.125rem] w-24" />
      ) : (
        <>
          <p className="tabular mt-1 text-xl font-semibold tracking-tight">
            {words.clips(
              data.unknown > EXACT_UP_TO ? words.about(count) : count,
              isOne(format.locale, data.unknown),
            )}
          </p>
          <p className="mt-1 text-[13px] text-muted">
            {data.unknown === 0 ? words.unknownNone : words.unknownLead}
          </p>
        </>
      )}
    </Link>
  );
}

import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useMessages } from "../../i18n/use-messages.ts";
import { classNames } from "../../ui/class-names.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { findEntries, providerName, type GuideEntry } from "./choose-guide.ts";

interface GuideListProps {
  readonly entries: readonly GuideEntry[];
  readonly chosen: Pick<GuideEntry, "provider">;
  readonly isLoading: boolean;
}

/** The providers to choose from, those of the workspace first. */
export function GuideList({ entries, chosen, isLoading }: GuideListProps) {
  const t = useMessages();
  const words = t.docs;
  const navigate = useNavigate();
  const { q = "", ...search } = useSearch({ from: "/app/docs" });
  const found = q.trim() === "" ? entries : findEntries(entries, q);
  const connected = found.filter(({ upstreams }) => upstreams.length > 0);
  const others = found.filter(({ upstreams }) => upstreams.length === 0);
  return (
    <div className="lg:sticky lg:top-8">
      <div className="relative mb-3">
        <Search
          size={15}
          aria-hidden="true"
          className="pointer-events-none absolute top-2.5 left-3 text-muted"
        />
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.searchHint}
          value={q}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            void navigate({
              to: "/docs",
              search: typed === "" ? search : { ...search, q: typed },
              replace: true,
              resetScroll: false,
            });
          }}
          className="h-9 w-full rounded-lg border border-control/70 bg-card pr-2 pl-9 text-sm text-text placeholder:text-muted/80 hover:border-control"
        />
      </div>
      <nav
        aria-label={words.providers}
        className="max-h-56 overflow-y-auto rounded-xl border border-hairline bg-card p-1.5 shadow-card lg:max-h-[calc(100vh-11rem)]"
      >
        {isLoading ? <Skeleton className="m-1 h-40" /> : null}
        {!isLoading && connected.length > 0 ? (
          <Group title={words.connected} entries={connected} chosen={chosen} />
        ) : null}
        {!isLoading && others.length > 0 ? (
          <Group title={words.others} entries={others} chosen={chosen} />
        ) : null}
        {found.length === 0 ? (
          <p className="px-2.5 py-3 text-[13px] text-muted">
            {words.nothing}{" "}
            <Link to="/upstreams" className="font-medium text-link underline underline-offset-2">
              {words.describe}
            </Link>
          </p>
        ) : null}
      </nav>
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly entries: readonly GuideEntry[];
  readonly chosen: Pick<GuideEntry, "provider">;
}

function Group({ title, entries, chosen }: GroupProps) {
  const words = useMessages().docs;
  const { sdk: _sdk, upstream: _upstream, ...search } = useSearch({ from: "/app/docs" });
  return (
    <div className="mb-1.5 last:mb-0">
      <p className="px-2.5 py-1 text-xs font-medium text-muted">{title}</p>
      <ul>
        {entries.map(({ provider, upstreams }) => (
          <li key={provider}>
            <Link
              to="/docs"
              search={{ ...search, provider }}
              resetScroll={false}
              aria-current={provider === chosen.provider ? "true" : undefined}
              className={classNames(
                "block rounded-lg px-2.5 py-1.5 text-[13px] hover:bg-hover",
                provider === chosen.provider && "bg-selected font-medium",
              )}
            >
              {providerName(provider, words)}
              {upstreams.length === 0 ? null : (
                <code className="block truncate font-mono text-xs font-normal text-muted">
                  {upstreams.map(({ slug }) => slug).join(", ")}
                </code>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

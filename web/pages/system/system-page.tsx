import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { booksQuery, readyQuery, systemQuery } from "../../client/system-queries.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { systemFindings } from "../../series/system-findings.ts";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { readSystemSearch } from "../../view/system-search.ts";
import { AwayCard } from "./away-card.tsx";
import { BooksCard } from "./books-card.tsx";
import { BundleCard } from "./bundle-card.tsx";
import { ConfigurationCard } from "./configuration-card.tsx";
import { DeadLettersCard } from "./dead-letters-card.tsx";
import { FindingsNotice } from "./findings-notice.tsx";
import { SystemCards, SystemCardsSkeleton } from "./system-cards.tsx";

const CARDS_HEIGHT = 420;

/** Whether everything runs, what waits, and whether the books balance. */
export function SystemPage() {
  const t = useMessages();
  const words = t.system;
  const format = useFormat();
  const { days } = readSystemSearch({ ...useSearch({ from: "/app/system" }) });
  const system = useQuery(systemQuery);
  const ready = useQuery(readyQuery);
  const books = useQuery(booksQuery(days));
  const findings = systemFindings({
    system: system.data ?? null,
    ready: ready.data ?? null,
    unreachable: ready.error instanceof ProblemError && ready.error.status === 0,
    books: books.data ?? null,
  });
  const isKnown = system.data !== undefined && ready.data !== undefined;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <FindingsNotice
        findings={findings}
        isKnown={isKnown}
        isLoading={!isKnown && system.error === null && ready.error === null}
      />
      {system.data === undefined ? (
        system.error === null ? (
          <SystemCardsSkeleton />
        ) : (
          <Card>
            <ErrorState
              error={system.error}
              minHeight={CARDS_HEIGHT}
              onRetry={() => void system.refetch()}
            />
          </Card>
        )
      ) : (
        <div aria-busy={system.isError} className={system.isError ? "opacity-60" : ""}>
          <SystemCards system={system.data} />
          <p className="mt-2 text-[13px] text-muted">{words.asOf(format.clock(system.data.at))}</p>
          {system.data.dead_letter_kinds.length === 0 ? null : (
            <DeadLettersCard kinds={system.data.dead_letter_kinds} />
          )}
        </div>
      )}
      <BooksCard days={days} books={books} />
      {system.data === undefined ? null : (
        <ConfigurationCard configuration={system.data.configuration} />
      )}
      <div className="mt-5 grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <AwayCard />
        <BundleCard
          system={system.data ?? null}
          ready={ready.data ?? null}
          books={books.data ?? null}
        />
      </div>
    </>
  );
}

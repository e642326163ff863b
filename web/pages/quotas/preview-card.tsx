import { History, PencilLine } from "lucide-react";
import type { BacktestAnswer } from "../../../api/contract/backtest.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { REPLAY_DAYS, type ReplayDays } from "../../view/quota-editor-search.ts";
import { PreviewComparison } from "./preview-comparison.tsx";
import { PreviewSentence } from "./preview-sentence.tsx";
import { FeatureTable, TopUsersTable } from "./preview-tables.tsx";
import { RefusalHistogram } from "./refusal-histogram.tsx";
import type { Preview } from "./use-preview.ts";

interface PreviewCardProps {
  readonly preview: Preview;
  readonly days: ReplayDays;
  readonly onDays: (days: ReplayDays) => void;
}

const HEIGHT = 320;

/** What the draft would have done in the last days, replayed as it is typed. */
export function PreviewCard({ preview, days, onDays }: PreviewCardProps) {
  const t = useMessages();
  const words = t.quotas.preview;
  return (
    <Card className="min-w-0 overflow-hidden xl:sticky xl:top-6 xl:max-h-[calc(100vh-3rem)] xl:overflow-y-auto">
      <section aria-label={words.title} aria-busy={preview.stale && !preview.waiting}>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 pt-5">
          <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
          <Segmented
            label={words.period}
            value={days}
            onChange={onDays}
            choices={REPLAY_DAYS.map((value) => ({ value, label: words.days(value) }))}
          />
        </div>
        <PreviewBody preview={preview} />
      </section>
    </Card>
  );
}

function PreviewBody({ preview }: { preview: Preview }) {
  const t = useMessages();
  const words = t.quotas.preview;
  const { answer, error, stale, waiting, retry } = preview;
  if (waiting) return <EmptyState icon={PencilLine} title={words.waiting} minHeight={HEIGHT} />;
  // A field's own fault is said beside the field.
  const isField = error instanceof ProblemError && error.fields.length > 0;
  if (error !== null && isField) {
    return <EmptyState icon={PencilLine} title={words.waiting} minHeight={HEIGHT} />;
  }
  if (error !== null) return <ErrorState error={error} minHeight={HEIGHT} onRetry={retry} />;
  if (answer === undefined) return <Skeleton className="m-5 h-64" />;
  if (answer.rule.considered === 0) {
    return (
      <EmptyState icon={History} title={words.nothing} minHeight={HEIGHT}>
        {words.nothingLead}
      </EmptyState>
    );
  }
  return (
    <div className={stale ? "opacity-60" : ""}>
      <Outcome answer={answer} />
    </div>
  );
}

function Outcome({ answer }: { answer: BacktestAnswer }) {
  const t = useMessages();
  const format = useFormat();
  const { rule } = answer;
  return (
    <>
      <PreviewSentence outcome={rule} />
      {answer.against === null ? null : (
        <PreviewComparison answer={answer} against={answer.against} />
      )}
      {rule.refused === 0 ? null : (
        <>
          <RefusalHistogram outcome={rule} />
          <TopUsersTable outcome={rule} />
          <FeatureTable outcome={rule} />
        </>
      )}
      <p className="border-t border-hairline px-5 py-3 text-xs text-muted">
        {t.quotas.preview.took(format.duration(answer.took_ms))}
      </p>
    </>
  );
}

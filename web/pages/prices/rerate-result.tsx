import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, SearchX } from "lucide-react";
import { useState } from "react";
import type { RerateDryRun, RerateQuestion } from "../../../api/contract/rerates.ts";
import { beginRerate, rerateQuery } from "../../client/rerate-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { classNames } from "../../ui/class-names.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { DiffCounts } from "./diff-counts.tsx";
import { DiffParts } from "./diff-parts.tsx";
import { LeftTable } from "./left-table.tsx";
import { MoneyChange } from "./money-change.tsx";

interface RerateResultProps {
  readonly answer: RerateDryRun;
  readonly question: RerateQuestion;
  /** The form says something else by now. */
  readonly isOld: boolean;
}

/** What a re-rating would change, and the button that changes it. */
export function RerateResult({ answer, question, isOld }: RerateResultProps) {
  const t = useMessages();
  const format = useFormat();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const view = useViewSearch();
  const words = t.prices.rerate;
  const [asking, setAsking] = useState(false);
  const { diff } = answer;
  const moving = diff.changed + diff.newly_priced;
  const apply = async (): Promise<void> => {
    const begun = await beginRerate(question);
    queryClient.setQueryData(rerateQuery(begun.id).queryKey, begun);
    await navigate({ to: "/prices/rerates/$id", params: { id: begun.id }, search: view });
  };
  if (diff.looked_at === 0) {
    return (
      <Card>
        <EmptyState icon={SearchX} title={words.noneLooked}>
          {words.noneLookedLead}
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      {isOld ? <Notice tone="warn">{words.stale}</Notice> : null}
      {diff.unused_proposals.length > 0 ? (
        <Notice tone="warn">{words.unusedProposal}</Notice>
      ) : null}
      <div className={classNames("space-y-5", isOld && "opacity-60")}>
        <Card className="overflow-hidden">
          <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-5 pb-3">
            <div>
              <h2 className="text-[15px] font-semibold tracking-tight">{words.result}</h2>
              <p className="mt-1" data-testid="rerate-sentence">
                {words.sentence(format.count(moving), format.count(diff.looked_at))}
              </p>
              <DiffCounts diff={diff} />
            </div>
            {moving === 0 ? null : (
              <Button variant="primary" disabled={isOld} onClick={() => setAsking(true)}>
                {words.apply}
              </Button>
            )}
          </div>
          {moving === 0 ? (
            <EmptyState icon={CircleCheck} title={words.nothing} minHeight={120}>
              {words.nothingLead}
            </EmptyState>
          ) : (
            <MoneyChange caption={words.moneyCaption} before={diff.before} after={diff.after} />
          )}
          <p className="px-5 py-3 text-[13px] text-muted">
            {words.took(format.duration(answer.took_ms))}
          </p>
        </Card>
        {moving === 0 ? null : <DiffParts diff={diff} />}
        {diff.left.length === 0 ? null : <LeftTable left={diff.left} />}
      </div>
      {asking ? (
        <ConfirmDialog
          open
          onClose={() => setAsking(false)}
          title={words.applyTitle(format.count(moving))}
          lead={
            question.prices === undefined
              ? words.applyLead
              : `${words.applyLead} ${words.applyPrice}`
          }
          action={words.apply}
          act={apply}
          onDone={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

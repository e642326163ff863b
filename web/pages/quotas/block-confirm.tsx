import type { BacktestOutcome } from "../../../api/contract/backtest.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface BlockConfirmProps {
  /** What the rule would have done; undefined when that is not known. */
  readonly outcome: BacktestOutcome | undefined;
  readonly days: string;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks before a rule refuses people. */
export function BlockConfirm({ outcome, days, onClose, onConfirm }: BlockConfirmProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.quotas.editor;
  const lead =
    outcome === undefined
      ? words.confirmUnknown
      : words.confirmLead(
          t.quotas.ofUsers(outcome.users_hit, format.count(outcome.users_hit)),
          t.quotas.amounts.generations(outcome.refused, format.count(outcome.refused)),
          days,
        );
  return (
    <Dialog open onOpenChange={onClose} title={words.confirmTitle} description={lead}>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button variant="danger" onClick={onConfirm}>
          {words.confirm}
        </Button>
      </div>
    </Dialog>
  );
}

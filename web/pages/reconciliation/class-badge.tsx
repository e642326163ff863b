import type { ReportCell } from "../../../api/contract/reconciliation-report.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

const tones: Record<ReportCell["class"], Tone> = {
  matched: "ok",
  differs: "danger",
  billed_only: "warn",
  metered_only: "info",
};

/** What became of a cell, by word and tint. */
export function ClassBadge({ value }: { value: ReportCell["class"] }) {
  const t = useMessages();
  return <Badge tone={tones[value]}>{t.reconciliation.classes[value]}</Badge>;
}

import { ArrowRight } from "lucide-react";
import type { ReportProposal } from "../../../api/contract/reconciliation-report.ts";
import { isZero } from "../../format/money.ts";
import type { Format } from "../../format/create-format.ts";
import { useFormat } from "../../format/use-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { unitName } from "../prices/unit-name.ts";
import { conditionsText } from "./conditions-text.ts";
import { correctionLink } from "./correction-link.ts";
import { daySpanText } from "./day-span-text.ts";

/** A price that would explain a difference: why, for which clips, and how to apply it. */
export function ProposalCard({ proposal }: { proposal: ReportProposal }) {
  const t = useMessages();
  const words = t.reconciliation;
  const format = useFormat();
  const { currency } = proposal;
  const conditions = conditionsText(proposal.conditions);
  const clips = proposal.generations;
  return (
    <Card>
      <p className="font-medium">{sentence(proposal, t, format)}</p>
      <p className="mt-1 text-muted">
        {tierSentence(proposal, t)} {conditions === null ? "" : words.only(conditions)}
      </p>
      <p className="mt-1">
        {words.explains(
          format.money(proposal.explains, currency, "exact"),
          clips,
          format.count(clips),
        )}{" "}
        {isZero(proposal.left_over)
          ? ""
          : words.leftOver(format.signedMoney(proposal.left_over, currency, "exact"))}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <a href={correctionLink(proposal)} className={buttonClass({ variant: "primary" })}>
          {words.correct}
          <ArrowRight size={14} aria-hidden="true" />
        </a>
        <CopyButton
          text={JSON.stringify(proposal.rerate, null, 2)}
          label={words.copyBody}
          showLabel
        />
      </div>
    </Card>
  );
}

function sentence(proposal: ReportProposal, t: Messages, format: Format): string {
  const words = t.reconciliation;
  const { days, currency, before } = proposal;
  const [first, last] = [days[0]?.from ?? "", days.at(-1)?.to ?? ""];
  const text = {
    model: proposal.model,
    unit: unitName(proposal.unit, t),
    amount: format.money(proposal.amount, currency, "exact"),
    days: daySpanText(format.locale, first, last),
  };
  return before === null
    ? words.sentenceUnpriced(text)
    : words.sentence({ ...text, before: format.money(before, currency, "exact") });
}

function tierSentence({ tier_of, tier_conditions }: ReportProposal, t: Messages): string {
  const words = t.reconciliation;
  if (tier_of === null) return words.noTier;
  const conditions = conditionsText(tier_conditions ?? {});
  return conditions === null ? words.tierPlain : words.tier(conditions);
}

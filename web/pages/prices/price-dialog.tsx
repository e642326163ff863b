import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PriceRow } from "../../../api/contract/prices.ts";
import { ANY_MODEL } from "../../../domain/pricing.ts";
import { versionsQuery } from "../../client/price-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ConditionsView } from "./conditions-view.tsx";
import { PriceAmount } from "./price-amount.tsx";
import { PriceHistory } from "./price-history.tsx";
import { SourceText } from "./source-text.tsx";
import { utcDay } from "./utc-day.ts";

interface PriceDialogProps {
  readonly price: PriceRow;
  readonly onClose: () => void;
  /** Null when the role may not change anything. */
  readonly onFollow: (() => void) | null;
}

/** Everything about one version, and the versions for the same model and conditions. */
export function PriceDialog({ price, onClose, onFollow }: PriceDialogProps) {
  const t = useMessages();
  const words = t.prices;
  const format = useFormat();
  const versions = useQuery(versionsQuery(price));
  const model = price.model === ANY_MODEL ? words.anyModel : price.model;
  const written = format.datedInstant(price.created_at);
  const rows = [
    { id: "amount", label: words.amount, value: <PriceAmount price={price} /> },
    {
      id: "conditions",
      label: words.conditions,
      value: <ConditionsView conditions={price.conditions} />,
    },
    { id: "from", label: words.validFrom, value: `${utcDay(price.valid_from, format)} (UTC)` },
    {
      id: "to",
      label: words.validTo,
      value: price.valid_to === null ? words.open : `${utcDay(price.valid_to, format)} (UTC)`,
    },
    { id: "source", label: words.source, value: <SourceText price={price} /> },
    ...(price.confidence === null
      ? []
      : [{ id: "confidence", label: words.details.confidence, value: price.confidence }]),
    {
      id: "written",
      label: words.details.written,
      value:
        price.created_by === null ? written : words.details.writtenBy(written, price.created_by),
    },
    {
      id: "id",
      label: words.details.id,
      value: (
        <span className="flex items-center gap-1">
          <code className="font-mono text-xs break-all">{price.id}</code>
          <CopyButton text={price.id} label={words.details.copyId} />
        </span>
      ),
    },
  ];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words.details.title(model)}
      description={price.provider}
      wide
    >
      <Facts rows={rows} />
      <h3 className="mt-5 font-medium">{words.details.history}</h3>
      <p className="mb-2 text-[13px] text-muted">{words.details.historyLead}</p>
      {versions.data === undefined && versions.error !== null ? (
        <ErrorState error={versions.error} onRetry={() => void versions.refetch()} minHeight={80} />
      ) : null}
      {versions.data === undefined && versions.error === null ? (
        <Skeleton className="h-20" />
      ) : null}
      {versions.data === undefined ? null : (
        <PriceHistory versions={versions.data} current={price} />
      )}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        {onFollow === null || price.model === ANY_MODEL ? null : (
          <Link
            to="/prices/rerate"
            search={{ provider: price.provider, model: price.model }}
            className={buttonClass()}
          >
            {words.details.rerate}
          </Link>
        )}
        {onFollow === null ? null : (
          <Button variant="primary" onClick={onFollow}>
            {words.newVersion}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

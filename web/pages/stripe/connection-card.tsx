import type { StripeConnectionRow } from "../../../api/contract/stripe.ts";
import { STRIPE_EVENT_TYPES } from "../../../domain/stripe/event-types.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { modeOf } from "./connection-mode.ts";

type Act = "edit" | "prices" | "backfill" | "remove";

interface ConnectionCardProps {
  readonly connection: StripeConnectionRow;
  /** Null when the role may not change anything. */
  readonly onAct: ((act: Act) => void) | null;
}

/** One Stripe account: what to enter there, and how its payments are booked. */
export function ConnectionCard({ connection, onAct }: ConnectionCardProps) {
  const t = useMessages();
  const words = t.stripe;
  const { name } = connection;
  const actions = [
    { act: "edit", text: words.edit, label: words.editOf(name) },
    { act: "prices", text: words.prices, label: words.pricesOf(name) },
    { act: "backfill", text: words.backfill, label: words.backfillOf(name) },
    { act: "remove", text: words.remove, label: words.removeOf(name) },
  ] as const;
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="flex flex-wrap items-center gap-2 text-[15px] font-semibold tracking-tight">
          {name}
          <Badge tone={connection.livemode === false ? "warn" : "neutral"}>
            {words.modes[modeOf(connection.livemode)]}
          </Badge>
        </h2>
        {onAct === null ? null : (
          <div className="flex flex-wrap gap-2">
            {actions.map(({ act, text, label }) => (
              <Button
                key={act}
                size="small"
                variant={act === "remove" ? "quiet" : "secondary"}
                aria-label={label}
                onClick={() => onAct(act)}
              >
                {text}
              </Button>
            ))}
          </div>
        )}
      </div>
      <Facts rows={rows()} />
    </Card>
  );

  function rows() {
    const account = { id: "account", label: words.account, value: connection.account };
    return [
      { id: "address", label: words.address, value: <Address connection={connection} /> },
      { id: "secret", label: words.secret, value: <Secret connection={connection} /> },
      ...(connection.account === null ? [] : [account]),
      {
        id: "recognise",
        label: words.recognise,
        value: words.recognised[connection.recognise],
      },
      { id: "prices", label: words.mapped, value: <Prices connection={connection} /> },
    ];
  }
}

interface PartProps {
  readonly connection: StripeConnectionRow;
}

function Address({ connection }: PartProps) {
  const t = useMessages();
  const format = useFormat();
  return (
    <>
      <span className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 font-mono text-xs break-all">{connection.webhook_url}</code>
        <CopyButton text={connection.webhook_url} label={t.stripe.copyAddress} />
      </span>
      <details className="mt-1">
        <summary className="cursor-pointer text-muted">
          {t.stripe.choose(format.count(STRIPE_EVENT_TYPES.length))}
        </summary>
        <ul className="mt-1 grid gap-x-6 font-mono text-xs sm:grid-cols-2">
          {STRIPE_EVENT_TYPES.map((type) => (
            <li key={type}>{type}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Secret({ connection }: PartProps) {
  const t = useMessages();
  const format = useFormat();
  const { previous_secret_until: until } = connection;
  return (
    <>
      {t.stripe.endsWith(connection.secret_last4)}
      {until === null ? null : (
        <span className="block text-muted">
          {t.stripe.previousUntil(format.datedInstant(until))}
        </span>
      )}
    </>
  );
}

function Prices({ connection }: PartProps) {
  const t = useMessages();
  const format = useFormat();
  const mapped = Object.keys(connection.prices);
  const unmapped = connection.seen_prices.filter((id) => !mapped.includes(id)).length;
  return (
    <span className="tabular flex flex-wrap items-center gap-2">
      {format.count(mapped.length)}
      {unmapped === 0 ? null : (
        <Badge tone="warn">{t.stripe.unmapped(unmapped, format.count(unmapped))}</Badge>
      )}
    </span>
  );
}

import { useQuery } from "@tanstack/react-query";
import { isDecimal } from "../../../domain/money.ts";
import { breakEvenQuery } from "../../client/economics-queries.ts";
import { useDebounced } from "../../forms/use-debounced.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { TextField } from "../../ui/field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { View } from "../../view/view.ts";
import { breakEvenColumns } from "./break-even-columns.tsx";

interface BreakEvenCardProps {
  readonly view: View;
  readonly book: string | null;
  /** As typed; '' asks for what was recognised. */
  readonly price: string;
  readonly onPrice: (price: string) => void;
}

const TYPING_MS = 400;

/** How many clips a month pays on each plan, and what the limits in force would let it lose. */
export function BreakEvenCard({ view, book, price, onPrice }: BreakEvenCardProps) {
  const t = useMessages();
  const words = t.economics.even;
  const format = useFormat();
  // A comma before the cents is what French writes.
  const plain = price.trim().replace(",", ".");
  const typed = useDebounced(plain, TYPING_MS);
  const isBad = plain !== "" && (!isDecimal(plain) || plain.startsWith("-"));
  const asked = isDecimal(typed) && !typed.startsWith("-") ? typed : null;
  const query = useQuery(breakEvenQuery(view, book, asked));
  const { data } = query;
  return (
    <Card className="mt-5 min-w-0 overflow-hidden pb-1">
      <div className="flex flex-wrap items-start justify-between gap-4 px-5 pt-5 pb-3">
        <div>
          <h2 className="text-[15px] font-semibold tracking-tight">{words.title}</h2>
          <p className="mt-0.5 text-[13px] text-muted">{words.lead}</p>
        </div>
        <div className="w-64">
          <TextField
            label={words.price}
            hint={words.priceHint}
            error={isBad ? words.badPrice : undefined}
            inputMode="decimal"
            value={price}
            onChange={(event) => onPrice(event.target.value)}
          />
        </div>
      </div>
      {data === undefined && query.error === null ? <Skeleton className="m-5 h-32" /> : null}
      {query.error === null || data !== undefined ? null : (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {data === undefined || data.data.length > 0 ? null : (
        <p className="px-5 pb-4 text-muted">{words.empty}</p>
      )}
      {data === undefined || data.data.length === 0 ? null : (
        <DataTable
          caption={words.title}
          columns={breakEvenColumns({ t, format, currency: data.currency })}
          rows={data.data}
          rowKey={(row) => row.value}
          busy={query.isPlaceholderData}
        />
      )}
    </Card>
  );
}

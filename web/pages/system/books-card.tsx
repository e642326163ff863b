import type { UseQueryResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import type { AuditAnswer } from "../../../api/contract/audit.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BOOK_DAYS, systemSearchOf } from "../../view/system-search.ts";
import { bookColumns } from "./book-columns.tsx";

const TABLE_HEIGHT = 560;

interface BooksCardProps {
  readonly days: number;
  readonly books: UseQueryResult<AuditAnswer>;
}

/** Every invariant of the books with its figures, asked of both engines. */
export function BooksCard({ days, books }: BooksCardProps) {
  const t = useMessages();
  const words = t.system.books;
  const format = useFormat();
  const navigate = useNavigate();
  const { data } = books;
  const holds = data?.checks.every(({ status }) => status === "holds") === true;
  return (
    <Card className="mt-5 min-w-0 overflow-hidden">
      <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-5 pb-3">
        <div>
          <h2 className="font-semibold">{words.title}</h2>
          <p className="mt-0.5 text-[13px] text-muted">
            {holds ? words.all(format.count(data.checks.length)) : words.lead}{" "}
            {data === undefined ? null : words.ranAt(format.clock(data.at))}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label={words.span}
            value={BOOK_DAYS.find((each) => Number(each) === days) ?? "1"}
            onChange={(next) =>
              void navigate({
                to: "/system",
                search: ({ days: _days, ...rest }) => ({ ...rest, ...systemSearchOf(next) }),
              })
            }
            choices={BOOK_DAYS.map((value) => ({ value, label: words.spans[value] }))}
          />
          <Button
            size="small"
            disabled={books.isFetching}
            aria-busy={books.isFetching}
            onClick={() => void books.refetch()}
          >
            <RotateCw size={14} aria-hidden="true" />
            {books.isFetching ? words.running : words.run}
          </Button>
        </div>
      </div>
      {data === undefined ? (
        books.error === null ? (
          <Skeleton className="m-5 mt-2 h-[680px]" />
        ) : (
          <ErrorState
            error={books.error}
            minHeight={TABLE_HEIGHT}
            onRetry={() => void books.refetch()}
          />
        )
      ) : (
        <DataTable
          caption={words.caption}
          columns={bookColumns(t)}
          rows={data.checks}
          rowKey={({ id }) => id}
          busy={books.isFetching}
        />
      )}
    </Card>
  );
}

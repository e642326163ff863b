import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import { DataTable, type Column } from "./data-table.tsx";
import { EmptyState } from "./empty-state.tsx";
import { ErrorState } from "./error-state.tsx";
import { Skeleton } from "./skeleton.tsx";

interface ListCardProps<Row> {
  readonly list: {
    readonly data: { readonly pages: readonly { readonly data: readonly Row[] }[] } | undefined;
    readonly error: Error | null;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
    readonly refetch: () => unknown;
  };
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly empty: {
    readonly icon: LucideIcon;
    readonly title: string;
    readonly lead: string;
    readonly action?: ReactNode;
  };
  /** Old rows are shown until new ones come. */
  readonly busy?: boolean;
  readonly minHeight?: number;
}

/** A list that grows page by page, with its loading, empty and error states. */
export function ListCard<Row>({
  list,
  caption,
  columns,
  rowKey,
  empty,
  busy = false,
  minHeight = 280,
}: ListCardProps<Row>) {
  const t = useMessages();
  const rows = list.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <Card className="min-w-0 overflow-hidden">
        {rows === undefined && list.error !== null ? (
          <ErrorState
            error={list.error}
            minHeight={minHeight}
            onRetry={() => void list.refetch()}
          />
        ) : null}
        {rows === undefined && list.error === null ? <Skeleton className="m-5 h-48" /> : null}
        {rows !== undefined && rows.length === 0 ? (
          <EmptyState
            icon={empty.icon}
            title={empty.title}
            minHeight={minHeight}
            action={empty.action}
          >
            {empty.lead}
          </EmptyState>
        ) : null}
        {rows !== undefined && rows.length > 0 ? (
          <DataTable caption={caption} columns={columns} rows={rows} rowKey={rowKey} busy={busy} />
        ) : null}
      </Card>
      {list.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button aria-busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.common.more}
          </Button>
        </div>
      ) : null}
    </>
  );
}

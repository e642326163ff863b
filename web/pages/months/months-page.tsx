import { useInfiniteQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { CalendarCheck } from "lucide-react";
import { useState } from "react";
import type { MonthRow } from "../../../api/contract/months.ts";
import { closeMonth, monthsQuery, reportsQuery } from "../../client/month-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { formatMonth } from "../../format/month.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { monthColumns } from "./month-columns.tsx";
import { pointTexts } from "./point-texts.ts";
import { ReopenForm } from "./reopen-form.tsx";

type Open =
  | { readonly kind: "nothing" }
  | { readonly kind: "close" | "reopen"; readonly row: MonthRow };

/** Every month with its figures, and the button that makes them stand. */
export function MonthsPage() {
  const t = useMessages();
  const words = t.months;
  const format = useFormat();
  const queryClient = useQueryClient();
  const { data: me } = useSuspenseQuery(meQuery);
  const mayClose = useMayChange();
  const list = useInfiniteQuery(monthsQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const done = async (): Promise<void> => {
    close();
    await Promise.all(
      [monthsQuery.queryKey, reportsQuery.queryKey, ["margin"]].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  };
  const points = open.kind === "close" ? pointTexts(open.row, words, format) : [];
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <ListCard
        list={list}
        caption={words.caption}
        columns={monthColumns({
          t,
          format,
          currency: list.data?.pages[0]?.currency ?? me.workspace.currency,
          mayClose,
          mayReopen: me.role === "owner",
          onClose: (row) => setOpen({ kind: "close", row }),
          onReopen: (row) => setOpen({ kind: "reopen", row }),
        })}
        rowKey={(row) => row.month}
        empty={{ icon: CalendarCheck, title: words.empty, lead: words.emptyLead }}
      />
      {open.kind === "close" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={words.closeTitle(formatMonth(format.locale, open.row.month))}
          lead={points.length === 0 ? words.closeLead : words.closeLeadPoints(points.join(", "))}
          action={points.length === 0 ? words.closeAction : words.closeAnyway}
          act={() => closeMonth(open.row.month, points.length > 0)}
          onDone={() => void done()}
        />
      ) : null}
      {open.kind === "reopen" ? (
        <Dialog
          open
          onOpenChange={close}
          title={words.reopenTitle(formatMonth(format.locale, open.row.month))}
          description={words.reopenLead}
        >
          <ReopenForm month={open.row.month} onCancel={close} onDone={done} />
        </Dialog>
      ) : null}
    </>
  );
}

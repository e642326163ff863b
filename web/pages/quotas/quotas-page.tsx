import {
  useInfiniteQuery,
  useQueryClient,
  useSuspenseQuery,
  type InfiniteData,
} from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FileSpreadsheet, Gauge, ListFilter, Plus } from "lucide-react";
import { useState } from "react";
import type { QuotaRow, QuotasAnswer } from "../../../api/contract/quotas.ts";
import { QUOTA_MODES, type QuotaMode } from "../../../domain/quota/rule.ts";
import { deleteQuota, quotasQuery } from "../../client/quota-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ListCard } from "../../ui/list-card.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { quotaColumns } from "./quota-columns.tsx";

type Open =
  | { readonly kind: "nothing" | "bulk" }
  | { readonly kind: "delete"; readonly rule: QuotaRow };

/** Every rule, in words, with what it did in the last 7 days. */
export function QuotasPage() {
  const t = useMessages();
  const words = t.quotas;
  const format = useFormat();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const mayChange = useMayChange();
  const view = useViewSearch();
  const { mode } = useSearch({ from: "/app/quotas" });
  const { data: me } = useSuspenseQuery(meQuery);
  const list = useInfiniteQuery(quotasQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const refresh = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: quotasQuery.queryKey });
  const rules = list.data?.pages.flatMap((page) => page.data) ?? [];
  const create = (
    <Link to="/quotas/new" search={view} className={buttonClass({ variant: "primary" })}>
      <Plus size={16} aria-hidden="true" />
      {words.create}
    </Link>
  );
  const empty =
    mode === undefined || rules.length === 0
      ? { icon: Gauge, title: words.empty, lead: words.emptyLead }
      : { icon: ListFilter, title: words.filtered, lead: words.filteredLead };
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          mayChange ? (
            <>
              <Button onClick={() => setOpen({ kind: "bulk" })}>
                <FileSpreadsheet size={16} aria-hidden="true" />
                {words.bulk.open}
              </Button>
              {create}
            </>
          ) : undefined
        }
      />
      {rules.length === 0 ? null : (
        <div className="mb-4">
          <Segmented
            label={words.modeFilter}
            value={mode ?? "all"}
            onChange={(next) =>
              void navigate({
                to: "/quotas",
                search: { ...view, ...(next === "all" ? {} : { mode: next }) },
                replace: true,
              })
            }
            choices={[
              { value: "all" as const, label: words.allModes },
              ...QUOTA_MODES.map((value) => ({ value, label: words.modes[value] })),
            ]}
          />
        </div>
      )}
      <ListCard
        list={{ ...list, data: onlyMode(list.data, mode) }}
        caption={words.caption}
        columns={quotaColumns({
          t,
          format,
          currency: me.workspace.currency,
          rules,
          onDelete: mayChange ? (rule) => setOpen({ kind: "delete", rule }) : null,
        })}
        rowKey={(rule) => rule.id}
        empty={{ ...empty, ...(mayChange ? { action: create } : {}) }}
      />
      {open.kind === "bulk" ? <BulkDialog onClose={close} onApplied={refresh} /> : null}
      {open.kind === "delete" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={words.removeTitle(open.rule.name)}
          lead={words.removeLead}
          action={words.remove}
          act={() => deleteQuota(open.rule.id)}
          onDone={() => {
            close();
            void refresh();
          }}
        />
      ) : null}
    </>
  );
}

function onlyMode(data: InfiniteData<QuotasAnswer> | undefined, mode: QuotaMode | undefined) {
  if (data === undefined || mode === undefined) return data;
  return {
    pages: data.pages.map((page) => ({ data: page.data.filter((rule) => rule.mode === mode) })),
  };
}

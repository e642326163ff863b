import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Rocket } from "lucide-react";
import { useState } from "react";
import type { GateRow } from "../../../api/contract/quotas.ts";
import { changeGate, deleteGate, gatesQuery } from "../../client/quota-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { gateInputOf, gatesByFeature } from "../../quotas/gate-input.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { GateForm } from "./gate-form.tsx";
import { GateItem } from "./gate-item.tsx";

type Open =
  | { readonly kind: "nothing" }
  | { readonly kind: "add"; readonly feature: string }
  | { readonly kind: "edit" | "delete"; readonly gate: GateRow };

/** Each feature with the stages that let people in. */
export function RolloutsPage() {
  const t = useMessages();
  const words = t.rollouts;
  const format = useFormat();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const list = useQuery(gatesQuery);
  const [open, setOpen] = useState<Open>({ kind: "nothing" });
  const close = (): void => setOpen({ kind: "nothing" });
  const refresh = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: gatesQuery.queryKey });
  const pause = useMutation({
    mutationFn: (gate: GateRow) => changeGate(gate, { ...gateInputOf(gate), paused: !gate.paused }),
    // Also when it was refused: somebody else may have changed it.
    onSettled: refresh,
  });
  const done = async (): Promise<void> => {
    close();
    await refresh();
  };
  const rows = list.data?.data;
  const add = mayChange ? (
    <Button variant="primary" onClick={() => setOpen({ kind: "add", feature: "" })}>
      <Plus size={16} aria-hidden="true" />
      {words.add}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={add} />
      {rows === undefined && list.error !== null ? (
        <Card>
          <ErrorState error={list.error} minHeight={280} onRetry={() => void list.refetch()} />
        </Card>
      ) : null}
      {rows === undefined && list.error === null ? <Skeleton className="h-52 w-full" /> : null}
      {rows?.length === 0 ? (
        <Card>
          <EmptyState icon={Rocket} title={words.empty} minHeight={280} action={add}>
            {words.emptyLead}
          </EmptyState>
        </Card>
      ) : null}
      <FormProblem error={pause.error} />
      <div className="space-y-5">
        {gatesByFeature(rows ?? [], format.locale).map(({ feature, gates }) => (
          <Card key={feature} className="min-w-0 overflow-hidden">
            <div className="flex flex-wrap items-center justify-between gap-3 px-5 pt-4 pb-3">
              <h2 className="text-[15px] font-semibold tracking-tight break-words">
                {feature}{" "}
                <span className="font-normal text-muted">
                  {words.stages(gates.length, format.count(gates.length))}
                </span>
              </h2>
              {mayChange ? (
                <Button
                  size="small"
                  aria-label={words.addFor(feature)}
                  onClick={() => setOpen({ kind: "add", feature })}
                >
                  <Plus size={14} aria-hidden="true" />
                  {words.addStage}
                </Button>
              ) : null}
            </div>
            <ul aria-label={words.caption(feature)}>
              {gates.map((gate) => (
                <li key={gate.id} className="border-t border-hairline px-5 py-4">
                  <GateItem
                    gate={gate}
                    actions={
                      mayChange
                        ? {
                            pausing: pause.isPending,
                            onPause: () => pause.mutate(gate),
                            onEdit: () => setOpen({ kind: "edit", gate }),
                            onDelete: () => setOpen({ kind: "delete", gate }),
                          }
                        : null
                    }
                  />
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
      {open.kind === "add" || open.kind === "edit" ? (
        <Dialog
          open
          onOpenChange={close}
          title={open.kind === "edit" ? words.editTitle(open.gate.name) : words.addTitle}
          wide
        >
          <GateForm
            {...(open.kind === "add" ? { feature: open.feature } : { existing: open.gate })}
            onCancel={close}
            onDone={done}
          />
        </Dialog>
      ) : null}
      {open.kind === "delete" ? (
        <ConfirmDialog
          open
          onClose={close}
          title={words.removeTitle(open.gate.name)}
          lead={words.removeLead}
          action={words.remove}
          act={() => deleteGate(open.gate.id)}
          onDone={() => void done()}
        />
      ) : null}
    </>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { importRevenueFile, REVENUE_KEY, tryRevenueFile } from "../../client/revenue-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DryRunView } from "./dry-run-view.tsx";
import { ImportDone } from "./import-done.tsx";

interface SendCardProps {
  readonly file: File;
  readonly mapping: RevenueMappingInput;
  /** The mapping's form: told what the server found wrong with it, it says when it is edited. */
  readonly children: (form: {
    readonly faultOf: (member: string) => string | undefined;
    readonly onEdit: () => void;
  }) => ReactNode;
}

/** Tries a file with a mapping, and imports it once nothing is wrong. */
export function SendCard({ file, mapping, children }: SendCardProps) {
  const t = useMessages();
  const words = t.revenueImport;
  const format = useFormat();
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState(0);
  const send = { file, mapping, onProgress: setProgress };
  const trial = useMutation({ mutationFn: () => tryRevenueFile(send) });
  const done = useMutation({
    mutationFn: () => importRevenueFile(send),
    onSettled: () => queryClient.invalidateQueries({ queryKey: REVENUE_KEY }),
  });
  const isPending = trial.isPending || done.isPending;
  const start = (mutation: { mutate: () => void }): void => {
    setProgress(0);
    mutation.mutate();
  };
  /** What was found belongs to the mapping as it was. */
  const forget = (): void => {
    trial.reset();
    done.reset();
  };
  const error = done.error ?? trial.error;
  const named = error instanceof ProblemError ? error.fields : [];
  const faultOf = (member: string) => {
    const found = named.find(({ field }) => field === member || field.startsWith(`${member}.`));
    return found === undefined ? undefined : t.fieldProblem(found.message);
  };
  const news = (trial.data?.created ?? 0) + (trial.data?.changed ?? 0);
  const clean = trial.data !== undefined && trial.data.fault_count === 0;
  return (
    <>
      <fieldset disabled={isPending} className="min-w-0">
        {children({ faultOf, onEdit: forget })}
      </fieldset>
      <Card>
        <div className="space-y-5" aria-busy={isPending}>
          <div className="flex flex-wrap items-center gap-3">
            <Button
              variant={clean ? "secondary" : "primary"}
              disabled={isPending}
              onClick={() => start(trial)}
            >
              {trial.isPending ? words.trying : words.tryIt}
            </Button>
            {clean && news > 0 && done.data === undefined ? (
              <Button variant="primary" disabled={isPending} onClick={() => start(done)}>
                {done.isPending ? words.importing : words.importNow(news, format.count(news))}
              </Button>
            ) : null}
            {clean && news === 0 ? <p className="text-muted">{words.nothingNew}</p> : null}
          </div>
          {isPending ? (
            <div className="max-w-md space-y-1.5">
              <progress
                aria-label={trial.isPending ? words.trying : words.importing}
                max={1}
                value={progress}
                className="h-2 w-full accent-action"
              />
              <p className="text-[13px] text-muted">
                {progress < 1 ? words.sending(format.percent(progress)) : words.applying}
              </p>
            </div>
          ) : null}
          <FormProblem error={error} />
          {done.data === undefined ? null : <ImportDone done={done.data} />}
          {trial.data === undefined || done.data !== undefined ? null : (
            <DryRunView result={trial.data} />
          )}
        </div>
      </Card>
    </>
  );
}

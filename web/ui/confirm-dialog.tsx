import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FormProblem } from "../forms/form-problem.tsx";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly lead: ReactNode;
  readonly action: string;
  readonly act: () => Promise<unknown>;
  readonly onDone: () => void;
}

/** Asks before something that others will notice. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useMessages();
  const mutation = useMutation({ mutationFn: props.act, onSuccess: props.onDone });
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={props.title}
      description={props.lead}
    >
      <FormProblem error={mutation.error} />
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={props.onClose}>{t.common.cancel}</Button>
        <Button variant="danger" disabled={mutation.isPending} onClick={() => mutation.mutate()}>
          {props.action}
        </Button>
      </div>
    </Dialog>
  );
}

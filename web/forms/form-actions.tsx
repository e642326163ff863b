import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";

interface FormActionsProps {
  readonly isPending: boolean;
  readonly submit: string;
  readonly onCancel?: () => void;
}

export function FormActions({ isPending, submit, onCancel }: FormActionsProps) {
  const t = useMessages();
  return (
    <div className="flex flex-wrap justify-end gap-2 pt-2">
      {onCancel === undefined ? null : <Button onClick={onCancel}>{t.common.cancel}</Button>}
      <Button type="submit" variant="primary" disabled={isPending} aria-busy={isPending}>
        {isPending ? t.common.saving : submit}
      </Button>
    </div>
  );
}

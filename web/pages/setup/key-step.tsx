import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { KeyCreated, KeyRow } from "../../../api/contract/keys.ts";
import { createKey, keysQuery } from "../../client/management-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { ShownSecret } from "../keys/shown-secret.tsx";

interface KeyStepProps {
  readonly existing: readonly KeyRow[];
  readonly created: KeyCreated | null;
  readonly onCreated: (key: KeyCreated) => void;
  readonly onDone: () => void;
}

/** Makes a key and shows it this once; a key made earlier cannot be shown again. */
export function KeyStep({ existing, created, onCreated, onDone }: KeyStepProps) {
  const t = useMessages();
  const queryClient = useQueryClient();
  const [another, setAnother] = useState(false);
  const form = useSubmit({
    send: (fields) => createKey({ name: fields.text("name") }),
    onDone: (key) => {
      onCreated(key);
      return queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
  });
  if (created !== null) {
    return (
      <div className="max-w-2xl space-y-5">
        <ShownSecret secret={created.key} lead={t.setup.keyShown} />
        <Button variant="primary" onClick={onDone}>
          {t.setup.keyKept}
        </Button>
      </div>
    );
  }
  if (existing.length > 0 && !another) {
    return (
      <div className="space-y-4">
        <p>
          {t.setup.haveKey}{" "}
          <code className="font-mono text-xs">
            {existing.map((key) => key.prefix).join("…, ")}…
          </code>
        </p>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => setAnother(true)}>
            {t.setup.makeAnother}
          </Button>
          <Button onClick={onDone}>{t.setup.pasteKey}</Button>
        </div>
      </div>
    );
  }
  return (
    <form onSubmit={form.onSubmit} className="max-w-lg space-y-5">
      <TextField
        label={t.keys.name}
        name="name"
        required
        maxLength={100}
        defaultValue={t.setup.keyName}
        error={form.fieldError("name")}
      />
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={t.keys.create} />
    </form>
  );
}

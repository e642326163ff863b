import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { PROFILES_KEY, saveImportProfile } from "../../client/revenue-queries.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";

/** Keeps the mapping under a name, for next month's file. */
export function SaveProfileForm({ mapping }: { mapping: RevenueMappingInput }) {
  const t = useMessages();
  const words = t.revenueImport;
  const queryClient = useQueryClient();
  const [saved, setSaved] = useState<string | null>(null);
  const form = useSubmit({
    send: async (fields) => saveImportProfile(fields.text("name"), mapping),
    onDone: (profile) => {
      setSaved(profile.name);
      return queryClient.invalidateQueries({ queryKey: PROFILES_KEY });
    },
  });
  return (
    <form onSubmit={form.onSubmit} className="space-y-3">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={words.profileName}
          name="name"
          required
          maxLength={64}
          pattern="[a-z0-9][a-z0-9_.\-]*"
          placeholder="our-shop"
          title={words.profileNameHint}
          error={form.fieldError("path.name") ?? form.fieldError("name")}
        />
        <Button type="submit" disabled={form.isPending}>
          {words.save}
        </Button>
        <p role="status" className="pb-2 text-[13px] text-muted">
          {saved === null ? "" : words.saved(saved)}
        </p>
      </div>
      <FormProblem error={form.error} />
    </form>
  );
}

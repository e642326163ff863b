import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { WorkspacePatch, WorkspaceSettings } from "../../../api/contract/workspace.ts";
import { WEEK_STARTS } from "../../../domain/time-buckets.ts";
import { changeWorkspace, workspaceQuery } from "../../client/account-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { FieldError } from "../../forms/field-error.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { ZoneField } from "../../forms/zone-field.tsx";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { CheckField, SelectField, TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";

interface WorkspaceFormProps {
  readonly settings: WorkspaceSettings;
  readonly currency: string;
}

/** What the workspace decides for everybody; a viewer reads it. */
export function WorkspaceForm({ settings, currency }: WorkspaceFormProps) {
  const t = useMessages();
  const words = t.settings.workspace;
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const [saved, setSaved] = useState(false);
  const form = useSubmit({
    send: (fields) => changeWorkspace(changedOf(readPatch(fields, words.whole), settings)),
    onDone: async (changed) => {
      queryClient.setQueryData(workspaceQuery.queryKey, changed);
      setSaved(true);
      // Days and names stand on every page.
      await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <form onSubmit={form.onSubmit} onChange={() => setSaved(false)}>
      <fieldset disabled={!mayChange} className="space-y-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={words.name}
            name="name"
            required
            maxLength={100}
            defaultValue={settings.name}
            error={form.fieldError("name")}
          />
          <TextField label={words.currency} value={currency} readOnly className="bg-sunken" />
        </div>
        <p className="-mt-3 text-[13px] text-muted">{words.currencyWhy}</p>
        <div className="grid gap-5 sm:grid-cols-2">
          <ZoneField
            label={words.zone}
            name="timezone"
            required
            defaultValue={settings.timezone}
            hint={words.zoneHint}
            error={form.fieldError("timezone")}
          />
          <SelectField
            label={words.week}
            name="week_start"
            defaultValue={settings.week_start}
            hint={words.weekHint}
            error={form.fieldError("week_start")}
          >
            {WEEK_STARTS.map((day) => (
              <option key={day} value={day}>
                {words.days[day]}
              </option>
            ))}
          </SelectField>
        </div>
        <CheckField
          label={words.prompts}
          name="store_prompts"
          defaultChecked={settings.store_prompts}
          hint={words.promptsHint}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={words.requests}
            name="request_retention_days"
            inputMode="numeric"
            required
            defaultValue={settings.request_retention_days}
            hint={words.requestsHint}
            error={form.fieldError("request_retention_days")}
          />
          <TextField
            label={words.generations}
            name="generation_retention_days"
            inputMode="numeric"
            defaultValue={settings.generation_retention_days ?? ""}
            hint={words.generationsHint}
            error={form.fieldError("generation_retention_days")}
          />
        </div>
        <FormProblem error={form.error} />
        {saved ? (
          <Notice tone="ok" role="status">
            {t.settings.saved}
          </Notice>
        ) : null}
        {mayChange ? (
          <FormActions isPending={form.isPending} submit={t.common.save} />
        ) : (
          <p className="text-[13px] text-muted">{t.settings.readOnly}</p>
        )}
      </fieldset>
    </form>
  );
}

function readPatch(fields: FormFields, notWhole: string): WorkspacePatch {
  const days = (name: string): number | null => {
    const text = fields.optional(name);
    if (text === null) return null;
    if (!/^\d{1,6}$/.test(text)) throw new FieldError(name, notWhole);
    return Number(text);
  };
  const requests = days("request_retention_days");
  if (requests === null) throw new FieldError("request_retention_days", notWhole);
  const week = WEEK_STARTS.find((day) => day === fields.text("week_start"));
  return {
    name: fields.text("name"),
    timezone: fields.text("timezone"),
    ...(week === undefined ? {} : { week_start: week }),
    store_prompts: fields.isChecked("store_prompts"),
    request_retention_days: requests,
    generation_retention_days: days("generation_retention_days"),
  };
}

/** What was changed here alone: the rest may have been changed elsewhere meanwhile. */
function changedOf(patch: WorkspacePatch, settings: WorkspaceSettings): WorkspacePatch {
  const known: Readonly<Record<string, unknown>> = { ...settings };
  return Object.fromEntries(Object.entries(patch).filter(([name, value]) => value !== known[name]));
}

import { useQuery } from "@tanstack/react-query";
import type { GpuProfileInput } from "../../../api/contract/gpu-profiles.ts";
import { PROVIDERS } from "../../../domain/provider-catalogue.ts";
import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import { createGpuProfile } from "../../client/fleet-queries.ts";
import { upstreamsQuery } from "../../client/management-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { providerName } from "../docs/choose-guide.ts";

interface ProfileFormProps {
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** States what is known of the GPUs behind a model, from now on. */
export function ProfileForm({ onDone, onCancel }: ProfileFormProps) {
  const t = useMessages();
  const words = t.gpuProfiles;
  const upstreams = useQuery(upstreamsQuery).data?.data ?? [];
  const form = useSubmit({ send: (fields) => createGpuProfile(readProfile(fields)), onDone });
  const number = { inputMode: "decimal" as const, pattern: "\\d{1,9}([.,]\\d{1,9})?" };
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          label={words.provider}
          name="provider"
          error={form.fieldError("provider")}
          defaultValue="openai"
        >
          {PROVIDERS.map((each) => (
            <option key={each} value={each}>
              {providerName(each, t.docs)}
            </option>
          ))}
          {describedProviders(upstreams).map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
        <SelectField label={words.upstream} name="upstream" error={form.fieldError("upstream")}>
          <option value="">{words.anyUpstream}</option>
          {upstreams.map(({ slug }) => (
            <option key={slug} value={slug}>
              {slug}
            </option>
          ))}
        </SelectField>
        <TextField
          label={words.model}
          name="model"
          required
          maxLength={200}
          defaultValue="*"
          hint={words.modelHint}
          error={form.fieldError("model")}
        />
        <TextField
          label={words.perSecond}
          name="per_second"
          {...number}
          hint={words.perSecondHint}
          error={form.fieldError("gpu_seconds_per_video_second")}
        />
        <TextField
          label={words.perRun}
          name="per_run"
          {...number}
          hint={words.perRunHint}
          error={form.fieldError("gpus_per_run")}
        />
        <TextField
          label={words.hardware}
          name="hardware"
          maxLength={200}
          hint={words.hardwareHint}
          error={form.fieldError("hardware")}
        />
        <TextField
          label={words.type}
          name="gpu_type"
          maxLength={64}
          error={form.fieldError("gpu_type")}
        />
      </div>
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.add} onCancel={onCancel} />
    </form>
  );
}

function readProfile(fields: FormFields): GpuProfileInput {
  const decimal = (name: string) => fields.optional(name)?.replace(",", ".") ?? null;
  return {
    provider: fields.text("provider"),
    upstream: fields.optional("upstream"),
    model: fields.text("model"),
    gpu_seconds_per_video_second: decimal("per_second"),
    gpus_per_run: decimal("per_run"),
    hardware: fields.optional("hardware"),
    gpu_type: fields.optional("gpu_type"),
  };
}

/** Those that wires described by configuration name. */
function describedProviders(upstreams: readonly UpstreamRow[]): readonly string[] {
  const named = upstreams.map(({ wire }) => wire?.["provider"]);
  return [...new Set(named.filter((name) => typeof name === "string"))];
}

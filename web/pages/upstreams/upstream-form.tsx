import { useState } from "react";
import type { UpstreamInput, UpstreamPatch, UpstreamRow } from "../../../api/contract/upstreams.ts";
import {
  CUSTOM_PROVIDER,
  isProvider,
  PROVIDER_CATALOGUE,
  PROVIDERS,
  type Provider,
} from "../../../domain/provider-catalogue.ts";
import { changeUpstream, createUpstream } from "../../client/management-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import type { FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { CheckField, SelectField, TextField } from "../../ui/field.tsx";
import { providerName } from "../docs/choose-guide.ts";
import { EXAMPLE_WIRE } from "./example-wire.ts";
import { GpuFields } from "./gpu-fields.tsx";
import { readWire } from "./read-wire.ts";
import { WireFields } from "./wire-fields.tsx";

/** Values to start from. */
export interface UpstreamPreset {
  readonly slug: string;
  readonly baseUrl: string;
  readonly credential: string;
  readonly allowPrivate: boolean;
}

interface UpstreamFormProps {
  readonly preset?: UpstreamPreset | null;
  /** The upstream to change; absent makes a new one. */
  readonly existing?: UpstreamRow;
  readonly onDone: (upstream: UpstreamRow) => void;
  readonly onCancel?: () => void;
}

export function UpstreamForm({ preset, existing, onDone, onCancel }: UpstreamFormProps) {
  const t = useMessages();
  const words = t.upstreams;
  const [provider, setProvider] = useState<ChosenWire>(
    existing?.provider === CUSTOM_PROVIDER ? CUSTOM_PROVIDER : "openai",
  );
  const [wireText, setWireText] = useState(() =>
    JSON.stringify(existing?.wire ?? EXAMPLE_WIRE, null, 2),
  );
  const described = provider === CUSTOM_PROVIDER;
  const [dedicated, setDedicated] = useState(existing?.gpu != null);
  const form = useSubmit({
    send: async (fields) => {
      const wire = described ? { wire: readWire(wireText, t.wires.notJson) } : {};
      return existing === undefined
        ? createUpstream({ ...readInput(fields, provider, dedicated), ...wire })
        : changeUpstream(existing.id, { ...readPatch(fields, dedicated), ...wire });
    },
    onDone,
  });
  const isNew = existing === undefined;
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      {isNew ? (
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            key={provider}
            label={words.slug}
            name="slug"
            required
            defaultValue={preset?.slug ?? provider.replaceAll("_", "-")}
            autoComplete="off"
            spellCheck={false}
            hint={words.slugHint}
            error={form.fieldError("slug")}
          />
          <SelectField
            label={words.provider}
            name="provider"
            hint={words.providerHint}
            error={form.fieldError("provider")}
            value={provider}
            onChange={({ currentTarget: { value } }) => {
              if (isProvider(value) || value === CUSTOM_PROVIDER) setProvider(value);
            }}
          >
            {PROVIDERS.map((each) => (
              <option key={each} value={each}>
                {providerName(each, t.docs)}
              </option>
            ))}
            <option value={CUSTOM_PROVIDER}>{t.wires.custom}</option>
          </SelectField>
        </div>
      ) : null}
      <TextField
        key={`base-url-${provider}`}
        label={words.baseUrl}
        name="base_url"
        type="url"
        required
        defaultValue={
          existing?.base_url ??
          preset?.baseUrl ??
          (described ? null : PROVIDER_CATALOGUE[provider].baseUrl) ??
          ""
        }
        spellCheck={false}
        error={form.fieldError("base_url")}
      />
      <TextField
        label={words.credential}
        name="credential"
        type="password"
        autoComplete="off"
        required={isNew}
        defaultValue={preset?.credential ?? ""}
        hint={isNew ? words.credentialHint : words.credentialKeep}
        error={form.fieldError("credential")}
      />
      <TextField
        label={`${words.webhookSecret} (${t.common.optional})`}
        name="webhook_secret"
        type="password"
        autoComplete="off"
        hint={
          existing?.has_webhook_secret === true ? words.credentialKeep : words.webhookSecretHint
        }
        error={form.fieldError("webhook_secret")}
      />
      <CheckField
        label={words.allowPrivate}
        hint={words.allowPrivateHint}
        name="allow_private"
        defaultChecked={existing?.allow_private ?? preset?.allowPrivate ?? false}
      />
      <CheckField
        label={words.dedicated}
        hint={words.dedicatedHint}
        name="dedicated"
        checked={dedicated}
        onChange={(event) => setDedicated(event.currentTarget.checked)}
      />
      {dedicated ? <GpuFields gpu={existing?.gpu ?? null} fieldError={form.fieldError} /> : null}
      {described ? <WireFields text={wireText} onText={setWireText} error={form.error} /> : null}
      <FormProblem error={form.error} />
      <FormActions
        isPending={form.isPending}
        submit={isNew ? words.add : t.common.save}
        {...(onCancel === undefined ? {} : { onCancel })}
      />
    </form>
  );
}

type ChosenWire = Provider | typeof CUSTOM_PROVIDER;

function readInput(fields: FormFields, provider: ChosenWire, dedicated: boolean): UpstreamInput {
  const secret = fields.optional("webhook_secret");
  return {
    slug: fields.text("slug"),
    provider,
    base_url: fields.text("base_url"),
    credential: fields.text("credential"),
    allow_private: fields.isChecked("allow_private"),
    ...(secret === null ? {} : { webhook_secret: secret }),
    ...(dedicated ? { gpu: readGpu(fields) } : {}),
  };
}

function readPatch(fields: FormFields, dedicated: boolean): UpstreamPatch {
  const credential = fields.optional("credential");
  const secret = fields.optional("webhook_secret");
  return {
    base_url: fields.text("base_url"),
    allow_private: fields.isChecked("allow_private"),
    gpu: dedicated ? readGpu(fields) : null,
    ...(credential === null ? {} : { credential }),
    ...(secret === null ? {} : { webhook_secret: secret }),
  };
}

function readGpu(fields: FormFields): NonNullable<UpstreamInput["gpu"]> {
  return {
    type: fields.text("gpu_type"),
    count: Number(fields.text("gpu_count")),
    usd_per_hour: fields.text("gpu_rate"),
  };
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { KeyCreated, KeyInput } from "../../../api/contract/keys.ts";
import { createKey, upstreamsQuery } from "../../client/management-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { splitList, type FormFields } from "../../forms/form-fields.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useSubmit } from "../../forms/use-submit.ts";
import type { Messages } from "../../i18n/en.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { CheckField, SelectField, TextField } from "../../ui/field.tsx";
import { PairsField } from "../../forms/pairs-field.tsx";
import { readAttribution } from "./read-attribution.ts";

interface KeyFormProps {
  readonly onDone: (key: KeyCreated) => void;
  readonly onCancel: () => void;
}

const KINDS = ["proxy", "admin"] as const;
const ROLES = ["viewer", "admin", "owner"] as const;

export function KeyForm({ onDone, onCancel }: KeyFormProps) {
  const t = useMessages();
  const words = t.keys;
  const upstreams = useQuery(upstreamsQuery);
  const [kind, setKind] = useState<(typeof KINDS)[number]>("proxy");
  const form = useSubmit({ send: (fields) => createKey(readKey(fields, kind, t)), onDone });
  return (
    <form onSubmit={form.onSubmit} className="space-y-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={words.name}
          name="name"
          required
          maxLength={100}
          error={form.fieldError("name")}
        />
        <SelectField
          label={words.kind}
          name="kind"
          value={kind}
          onChange={(event) =>
            setKind(KINDS.find((value) => value === event.currentTarget.value) ?? "proxy")
          }
        >
          {KINDS.map((value) => (
            <option key={value} value={value}>
              {words.kinds[value]}
            </option>
          ))}
        </SelectField>
      </div>
      {kind === "admin" ? (
        <SelectField label={words.role} name="role" error={form.fieldError("role")}>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {words.roles[role]}
            </option>
          ))}
        </SelectField>
      ) : (
        <>
          <div className="grid gap-5 sm:grid-cols-2">
            <PairsField
              label={words.pinned}
              name="pinned"
              hint={words.pinnedHint}
              error={form.fieldError("pinned")}
            />
            <PairsField
              label={words.defaults}
              name="defaults"
              hint={words.defaultsHint}
              error={form.fieldError("defaults")}
            />
          </div>
          <fieldset>
            <legend className="mb-1.5 text-[13px] font-medium">{words.upstreams}</legend>
            <div className="flex flex-wrap gap-x-6 gap-y-2">
              {(upstreams.data?.data ?? []).map((upstream) => (
                <CheckField
                  key={upstream.id}
                  label={upstream.slug}
                  name="upstreams"
                  value={upstream.slug}
                />
              ))}
            </div>
            <p className="mt-1.5 text-[13px] text-muted">{words.upstreamsHint}</p>
          </fieldset>
          <TextField
            label={words.models}
            name="models"
            hint={words.modelsHint}
            error={form.fieldError("models")}
          />
          <TextField
            label={words.callbacks}
            name="callbacks"
            hint={words.callbacksHint}
            error={form.fieldError("callbacks")}
          />
        </>
      )}
      <TextField
        label={`${words.expiresAt} (${t.common.optional})`}
        name="expires"
        type="date"
        error={form.fieldError("expires_at")}
      />
      <FormProblem error={form.error} />
      <FormActions isPending={form.isPending} submit={words.create} onCancel={onCancel} />
    </form>
  );
}

/** Absent limits are left out: they mean "everything". */
function readKey(fields: FormFields, kind: "proxy" | "admin", t: Messages): KeyInput {
  const expires = fields.optional("expires");
  const common = {
    name: fields.text("name"),
    kind,
    ...(expires === null ? {} : { expires_at: `${expires}T00:00:00Z` }),
  };
  if (kind === "admin") {
    return { ...common, role: ROLES.find((role) => role === fields.text("role")) ?? "viewer" };
  }
  const upstreams = fields.all("upstreams");
  const models = splitList(fields.text("models"));
  const callbacks = splitList(fields.text("callbacks"));
  const pinned = readAttribution(fields.text("pinned"), "pinned", t);
  const defaults = readAttribution(fields.text("defaults"), "defaults", t);
  return {
    ...common,
    ...(pinned === null ? {} : { pinned }),
    ...(defaults === null ? {} : { defaults }),
    ...(upstreams.length === 0 ? {} : { upstreams: [...upstreams] }),
    ...(models.length === 0 ? {} : { models: [...models] }),
    ...(callbacks.length === 0 ? {} : { callbacks: [...callbacks] }),
  };
}

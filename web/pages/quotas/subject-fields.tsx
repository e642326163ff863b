import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { QUOTA_DIMENSIONS } from "../../../domain/quota/rule.ts";
import { keysQuery } from "../../client/management-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { QuotaDraft } from "../../quotas/quota-draft.ts";
import { dimensionText } from "../../quotas/subject-text.ts";
import { Button } from "../../ui/button.tsx";
import { CheckChip } from "../../ui/check-chip.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import type { DraftFieldsProps } from "./draft-fields.ts";

const TAG = "tag:";
type Condition = QuotaDraft["fixed"][number];

/** Whom a rule is about: what is counted one by one, and the values it is only for. */
export function SubjectFields({ draft, change, fieldError }: DraftFieldsProps) {
  const t = useMessages();
  const words = t.quotas.editor;
  // Tags come from the API: those that a rule has stay choosable.
  const dimensions = [...new Set<string>([...QUOTA_DIMENSIONS, ...draft.each])];
  const whole = fieldError("subject.each") ?? fieldError("subject", true);
  const free = QUOTA_DIMENSIONS.find(
    (name) => !draft.each.includes(name) && draft.fixed.every((other) => other.name !== name),
  );
  const setFixed = (fixed: readonly Condition[]): void => change({ fixed });
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 text-[13px] font-medium">{words.each}</legend>
        <div className="flex flex-wrap gap-2">
          {dimensions.map((name) => (
            <CheckChip
              key={name}
              label={dimensionText(name, t)}
              checked={draft.each.includes(name)}
              onChange={(event) =>
                change({
                  each: event.currentTarget.checked
                    ? [...draft.each, name]
                    : draft.each.filter((other) => other !== name),
                })
              }
            />
          ))}
        </div>
        {whole === undefined ? null : (
          <p role="alert" className="mt-1.5 text-[13px] text-danger">
            {whole}
          </p>
        )}
        <p className="mt-1.5 text-[13px] text-muted">{words.eachHint}</p>
      </fieldset>
      <fieldset>
        <legend className="mb-1.5 text-[13px] font-medium">{words.only}</legend>
        {draft.fixed.length === 0 ? (
          <p className="mb-2 text-[13px] text-muted">{words.onlyNone}</p>
        ) : null}
        <div className="space-y-3">
          {draft.fixed.map((condition) => (
            <ConditionFields
              key={condition.id}
              condition={condition}
              error={fieldError(`subject.${condition.name}`)}
              onChange={(next) =>
                setFixed(draft.fixed.map((other) => (other.id === next.id ? next : other)))
              }
              onRemove={() => setFixed(draft.fixed.filter((other) => other.id !== condition.id))}
            />
          ))}
        </div>
        <Button
          size="small"
          className="mt-2"
          disabled={free === undefined}
          onClick={() => {
            const id = Math.max(-1, ...draft.fixed.map((condition) => condition.id)) + 1;
            if (free !== undefined) setFixed([...draft.fixed, { id, name: free, value: "" }]);
          }}
        >
          <Plus size={14} aria-hidden="true" />
          {words.addValue}
        </Button>
      </fieldset>
    </>
  );
}

interface ConditionFieldsProps {
  readonly condition: Condition;
  readonly error: string | undefined;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

function ConditionFields({ condition, error, onChange, onRemove }: ConditionFieldsProps) {
  const t = useMessages();
  const words = t.quotas.editor;
  const isTag = condition.name.startsWith(TAG);
  return (
    <div className="flex items-start gap-2">
      <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-2">
        <SelectField
          label={words.dimension}
          value={isTag ? TAG : condition.name}
          onChange={(event) => onChange({ ...condition, name: event.currentTarget.value })}
        >
          {QUOTA_DIMENSIONS.map((name) => (
            <option key={name} value={name}>
              {t.dimensions[name]}
            </option>
          ))}
          <option value={TAG}>{words.tag}</option>
        </SelectField>
        {isTag ? (
          <TextField
            label={words.tagName}
            value={condition.name.slice(TAG.length)}
            spellCheck={false}
            onChange={(event) =>
              onChange({ ...condition, name: `${TAG}${event.currentTarget.value}` })
            }
          />
        ) : null}
        {condition.name === "key" ? (
          <KeyField condition={condition} error={error} onChange={onChange} />
        ) : (
          <TextField
            label={words.value}
            value={condition.value}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            error={error}
            onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
          />
        )}
      </div>
      <Button
        variant="quiet"
        className="mt-6 px-2"
        aria-label={words.removeValue(dimensionText(condition.name, t))}
        onClick={onRemove}
      >
        <X size={16} aria-hidden="true" />
      </Button>
    </div>
  );
}

/** A key is chosen by its name; the rule keeps its id. */
function KeyField({ condition, error, onChange }: Omit<ConditionFieldsProps, "onRemove">) {
  const t = useMessages();
  const keys = useQuery(keysQuery).data?.data ?? [];
  const known = keys.some((key) => key.id === condition.value);
  return (
    <SelectField
      label={t.quotas.editor.value}
      value={condition.value}
      error={error}
      onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
    >
      {known ? null : <option value={condition.value}>{condition.value}</option>}
      {keys
        .filter((key) => key.kind === "proxy")
        .map((key) => (
          <option key={key.id} value={key.id}>
            {key.name}
          </option>
        ))}
    </SelectField>
  );
}

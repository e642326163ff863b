import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import type { QuotaInput, QuotaRow } from "../../../api/contract/quotas.ts";
import { QUOTA_MODES } from "../../../domain/quota/rule.ts";
import { ProblemError } from "../../client/problem-error.ts";
import { changeQuota, createQuota, quotasQuery } from "../../client/quota-queries.ts";
import { meQuery } from "../../client/session-queries.ts";
import { FormActions } from "../../forms/form-actions.tsx";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { amountText } from "../../quotas/amount-text.ts";
import { readDraft, type QuotaDraft } from "../../quotas/quota-draft.ts";
import { subjectText } from "../../quotas/subject-text.ts";
import { windowText } from "../../quotas/window-text.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RadioCards } from "../../ui/radio-cards.tsx";
import { DEFAULT_REPLAY, type ReplayDays } from "../../view/quota-editor-search.ts";
import { useViewSearch } from "../../view/use-view-search.ts";
import { BlockConfirm } from "./block-confirm.tsx";
import { LimitFields } from "./limit-fields.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { SubjectFields } from "./subject-fields.tsx";
import { usePreview } from "./use-preview.ts";

interface QuotaEditorProps {
  readonly initial: QuotaDraft;
  /** The rule that is changed; absent makes a new one. */
  readonly existing?: QuotaRow;
  readonly days: ReplayDays | undefined;
  readonly onDays: (days: ReplayDays) => void;
  /** Reads the rule again, which somebody else has changed meanwhile; what was typed here goes. */
  readonly onReread?: () => void;
}

/** Left the rule, right what it would have done. */
export function QuotaEditor({
  initial,
  existing,
  days = DEFAULT_REPLAY,
  onDays,
  onReread,
}: QuotaEditorProps) {
  const t = useMessages();
  const words = t.quotas.editor;
  const view = useViewSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayChange = useMayChange();
  const [draft, setDraft] = useState(initial);
  const [bad, setBad] = useState<{ field: string; message: string } | null>(null);
  const [confirming, setConfirming] = useState<QuotaInput | null>(null);
  const preview = usePreview(draft, days, existing?.id ?? null);
  const saving = useMutation({
    mutationFn: (rule: QuotaInput) =>
      existing === undefined ? createQuota(rule) : changeQuota(existing, rule),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: quotasQuery.queryKey });
      await navigate({ to: "/quotas", search: view });
    },
  });
  const change = (part: Partial<QuotaDraft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    setBad(null);
    saving.reset();
  };
  const fieldError = (name: string, exact = false): string | undefined => {
    if (bad !== null) return bad.field === name ? bad.message : undefined;
    const named = [...fieldsOf(saving.error), ...fieldsOf(preview.error)];
    const found = named.find(
      ({ field }) => field === name || (!exact && field.startsWith(`${name}.`)),
    );
    return found === undefined ? undefined : t.fieldProblem(found.message);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readDraft(draft, t);
    if (read.kind === "bad") return setBad(read);
    const spares = !preview.stale && preview.answer?.rule.users_hit === 0;
    if (draft.mode === "block" && !spares) return setConfirming(read.rule);
    saving.mutate(read.rule);
  };
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,27rem)_minmax(0,1fr)]">
      <Card>
        <form noValidate onSubmit={submit}>
          <fieldset disabled={!mayChange} className="min-w-0 space-y-5">
            {mayChange ? null : <Notice tone="info">{words.readOnly}</Notice>}
            <TextField
              label={t.quotas.name}
              value={draft.name}
              maxLength={100}
              autoComplete="off"
              hint={words.nameHint}
              error={fieldError("name")}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <h2 className="border-t border-hairline pt-5 text-[15px] font-semibold">{words.who}</h2>
            <SubjectFields draft={draft} change={change} fieldError={fieldError} />
            <h2 className="border-t border-hairline pt-5 text-[15px] font-semibold">
              {words.howMuch}
            </h2>
            <LimitFields draft={draft} change={change} fieldError={fieldError} />
            <InWords draft={draft} />
            <RadioCards
              legend={words.mode}
              value={draft.mode}
              onChange={(mode) => change({ mode })}
              choices={QUOTA_MODES.map((value) => ({
                value,
                label: t.quotas.modes[value],
                hint: t.quotas.modeHints[value],
              }))}
            />
            <FormProblem error={saving.error} />
            {isChangedMeanwhile(saving.error) && onReread !== undefined ? (
              <Button onClick={onReread}>{words.showCurrent}</Button>
            ) : null}
            {mayChange ? (
              <FormActions
                isPending={saving.isPending}
                submit={existing === undefined ? words.create : words.save}
                onCancel={() => void navigate({ to: "/quotas", search: view })}
              />
            ) : null}
          </fieldset>
        </form>
      </Card>
      <PreviewCard preview={preview} days={days} onDays={onDays} />
      {confirming === null ? null : (
        <BlockConfirm
          outcome={preview.stale ? undefined : preview.answer?.rule}
          days={days}
          onClose={() => setConfirming(null)}
          onConfirm={() => {
            setConfirming(null);
            saving.mutate(confirming);
          }}
        />
      )}
    </div>
  );
}

/** The rule as a sentence, as far as it is one. */
function InWords({ draft }: { draft: QuotaDraft }) {
  const t = useMessages();
  const format = useFormat();
  const { data: me } = useSuspenseQuery(meQuery);
  const read = readDraft(draft, t, false);
  if (read.kind === "bad") return null;
  const { subject, limit, metric, window = { kind: "lifetime" } } = read.rule;
  return (
    <p className="rounded-lg bg-sunken px-3.5 py-2.5 text-[13px] break-words">
      <span className="text-muted">{t.quotas.editor.reads}: </span>
      <span className="font-medium">
        {subjectText(subject, t)}: {amountText(limit, metric, me.workspace.currency, t, format)}{" "}
        {metric === "in_flight" ? null : windowText(window, metric, t, format)}
      </span>
    </p>
  );
}

function isChangedMeanwhile(error: Error | null): boolean {
  return error instanceof ProblemError && error.code === "changed_meanwhile";
}

/** The preview's fields stand below `rule`; the form knows them without. */
function fieldsOf(error: Error | null): readonly { field: string; message: string }[] {
  if (!(error instanceof ProblemError)) return [];
  return error.fields.map(({ field, message }) => ({
    field: field.replace(/^rule\./, ""),
    message,
  }));
}

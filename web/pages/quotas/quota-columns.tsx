import { Link } from "@tanstack/react-router";
import type { QuotaRow } from "../../../api/contract/quotas.ts";
import type { Format } from "../../format/create-format.ts";
import type { Messages } from "../../i18n/en.ts";
import { amountText } from "../../quotas/amount-text.ts";
import { bindsInstead } from "../../quotas/binds-instead.ts";
import { ModeBadge } from "../../quotas/mode-badge.tsx";
import { SubjectView } from "../../quotas/subject-view.tsx";
import { windowText } from "../../quotas/window-text.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { useViewSearch } from "../../view/use-view-search.ts";

interface QuotaColumnsInput {
  readonly t: Messages;
  readonly format: Format;
  readonly currency: string;
  /** Every rule that is known, for seeing which of them bind instead of one. */
  readonly rules: readonly QuotaRow[];
  /** Null when the role may not change anything. */
  readonly onDelete: ((rule: QuotaRow) => void) | null;
}

export function quotaColumns(input: QuotaColumnsInput): readonly Column<QuotaRow>[] {
  const { t, format, currency, rules, onDelete } = input;
  const words = t.quotas;
  return [
    {
      id: "name",
      header: words.name,
      rowHeader: true,
      cell: (rule) => <RuleName rule={rule} rules={rules} t={t} format={format} />,
    },
    {
      id: "subject",
      header: words.subject,
      from: "md",
      cell: (rule) => <SubjectView subject={rule.subject} />,
    },
    {
      id: "limit",
      header: words.limit,
      cell: (rule) => (
        <>
          <span className="tabular block font-medium">
            {amountText(rule.limit, rule.metric, currency, t, format)}
          </span>
          <span className="block max-w-40 text-xs whitespace-normal text-muted sm:max-w-none">
            {windowText(rule.window, rule.metric, t, format)}
          </span>
        </>
      ),
    },
    {
      id: "mode",
      header: words.mode,
      from: "sm",
      cell: (rule) => <ModeBadge mode={rule.mode} />,
    },
    {
      id: "hits",
      header: words.lastWeek,
      from: "lg",
      cell: (rule) => <Hits rule={rule} t={t} format={format} />,
    },
    ...(onDelete === null
      ? []
      : [
          {
            id: "actions",
            header: <span className="sr-only">{words.edit}</span>,
            align: "right" as const,
            from: "sm" as const,
            cell: (rule: QuotaRow) => (
              <span className="inline-flex gap-2">
                <EditLink rule={rule} t={t} />
                <Button
                  size="small"
                  aria-label={words.removeOf(rule.name)}
                  onClick={() => onDelete(rule)}
                >
                  {words.remove}
                </Button>
              </span>
            ),
          },
        ]),
  ];
}

const NAMED = 2;

interface PartProps {
  readonly rule: QuotaRow;
  readonly t: Messages;
  readonly format: Format;
}

/** The name, and the rules that bind instead of it where they apply. */
function RuleName({ rule, rules, t, format }: PartProps & { rules: readonly QuotaRow[] }) {
  const search = useViewSearch();
  const words = t.quotas;
  const over = bindsInstead(rule, rules);
  const names = over.slice(0, NAMED).map((other) => words.quoted(other.name));
  const rest = over.length - names.length;
  const all = rest > 0 ? [...names, words.andMore(format.count(rest))] : names;
  const list = new Intl.ListFormat(format.locale, { type: "conjunction" }).format(all);
  return (
    <span className="block max-w-72 min-w-28 whitespace-normal">
      <Link
        to="/quotas/$id"
        params={{ id: rule.id }}
        search={search}
        className="font-medium text-link hover:underline"
      >
        {rule.name}
      </Link>
      {/* On a phone the columns are too many: the mode and the subject stand below the name. */}
      <span className="mt-1 block sm:hidden">
        <ModeBadge mode={rule.mode} />
      </span>
      <span className="mt-1 block text-xs md:hidden">
        <SubjectView subject={rule.subject} />
      </span>
      {over.length === 0 ? null : (
        <span className="mt-0.5 block text-xs text-muted">
          {over.length === 1 ? words.bindsInstead(list) : words.bindInstead(list)}
        </span>
      )}
    </span>
  );
}

function Hits({ rule, t, format }: PartProps) {
  const words = t.quotas;
  if (rule.hits_7d === 0) return <span className="text-muted">{words.noHits[rule.mode]}</span>;
  return (
    <>
      <span className="tabular block font-medium">
        {words.hits[rule.mode](format.count(rule.hits_7d))}
      </span>
      <span className="tabular block text-xs text-muted">
        {words.ofUsers(rule.users_hit_7d, format.count(rule.users_hit_7d))}
      </span>
    </>
  );
}

function EditLink({ rule, t }: Omit<PartProps, "format">) {
  const search = useViewSearch();
  return (
    <Link
      to="/quotas/$id"
      params={{ id: rule.id }}
      search={search}
      aria-label={t.quotas.editOf(rule.name)}
      className={buttonClass({ size: "small" })}
    >
      {t.quotas.edit}
    </Link>
  );
}

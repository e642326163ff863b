import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import type { BiAnswer } from "../../../api/contract/bi.ts";
import { callApi } from "../../client/call-api.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMayChange } from "../../frame/use-may-change.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Facts } from "../../ui/facts.tsx";

/** The user for one's own reports; asked for only when somebody wants to see it, for each look is noted. */
export function BiCard() {
  const t = useMessages();
  const words = t.exports.bi;
  const mayShow = useMayChange();
  const show = useMutation({ mutationFn: () => callApi<BiAnswer>("/api/v1/system/bi") });
  return (
    <Card>
      <h2 className="font-semibold">{words.title}</h2>
      <p className="mt-1 mb-4 text-[13px] text-muted">
        {words.lead} {mayShow ? words.audited : words.adminOnly}
      </p>
      {mayShow && show.data === undefined ? (
        <Button aria-busy={show.isPending} onClick={() => show.mutate()}>
          <KeyRound size={16} aria-hidden="true" />
          {show.isPending ? words.showing : words.show}
        </Button>
      ) : null}
      <div aria-live="polite" className="mt-3 space-y-5">
        <FormProblem error={show.error} />
        {show.data === undefined ? null : <Connection bi={show.data} />}
      </div>
    </Card>
  );
}

function Connection({ bi }: { bi: BiAnswer }) {
  const t = useMessages();
  const format = useFormat();
  const words = t.exports.bi;
  const code = (text: string) => <code className="font-mono text-xs break-all">{text}</code>;
  return (
    <>
      <Facts
        rows={[
          { id: "url", label: words.url, value: code(bi.url) },
          { id: "database", label: words.database, value: code(bi.database) },
          { id: "user", label: words.user, value: code(bi.user) },
          {
            id: "password",
            label: words.password,
            value: (
              <span className="inline-flex flex-wrap items-center gap-2">
                {code(bi.password)}
                <CopyButton text={bi.password} label={words.copyPassword} />
              </span>
            ),
          },
        ]}
      />
      {bi.statements.length === 0 ? null : (
        <div>
          <p className="mb-2 text-[13px]">{words.statements}</p>
          <CopyButton
            text={`${bi.statements.join(";\n")};\n`}
            label={words.copyStatements}
            showLabel
          />
        </div>
      )}
      <DataTable
        caption={words.views}
        rows={bi.views}
        rowKey={(view) => view.name}
        columns={[
          { id: "name", header: words.view, rowHeader: true, cell: (view) => code(view.name) },
          { id: "grain", header: words.row, from: "md", cell: (view) => view.grain },
          {
            id: "columns",
            header: words.columns,
            align: "right",
            cell: (view) => format.count(view.columns.length),
          },
        ]}
      />
    </>
  );
}

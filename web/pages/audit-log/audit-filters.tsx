import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { actorText, subjectText } from "../../audit-log/entry-text.ts";
import { auditFacetsQuery } from "../../client/audit-log-queries.ts";
import { readFields } from "../../forms/form-fields.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { readAuditLogSearch, type AuditLogSearch } from "../../view/audit-log-search.ts";

/** Narrows the audit log; what it is narrowed to stands in the address. */
export function AuditFilters({ search }: { search: AuditLogSearch }) {
  const t = useMessages();
  const words = t.auditLog;
  const navigate = useNavigate();
  const { data: facets } = useQuery(auditFacetsQuery);
  const show = (next: AuditLogSearch): void => {
    void navigate({
      to: "/settings/audit",
      search: ({ actor: _a, subject: _s, since: _from, until: _to, ...rest }) => ({
        ...rest,
        ...next,
      }),
    });
  };
  return (
    <form
      // Another address, or the choices that have come, fill the fields anew.
      key={JSON.stringify([search, facets === undefined])}
      aria-label={words.filters}
      className="mb-4 grid grid-cols-2 items-end gap-3 lg:grid-cols-[repeat(2,minmax(0,14rem))_repeat(2,minmax(0,10rem))_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = readFields(new FormData(event.currentTarget));
        const names = ["actor", "subject", "since", "until"];
        show(
          readAuditLogSearch(Object.fromEntries(names.map((name) => [name, fields.text(name)]))),
        );
      }}
    >
      <SelectField label={words.actor} name="actor" defaultValue={search.actor ?? ""}>
        <option value="">{words.anybody}</option>
        {(facets?.actors ?? []).map((actor) => (
          <option key={`${actor.kind} ${actor.id}`} value={actor.id}>
            {actorText(words, actor)}
          </option>
        ))}
      </SelectField>
      <SelectField label={words.subject} name="subject" defaultValue={search.subject ?? ""}>
        <option value="">{words.anything}</option>
        {(facets?.subjects ?? []).map(({ subject }) => (
          <option key={subject} value={subject}>
            {subjectText(words, subject)}
          </option>
        ))}
      </SelectField>
      <TextField label={words.from} name="since" type="date" defaultValue={search.since} />
      <TextField label={words.to} name="until" type="date" defaultValue={search.until} />
      <div className="col-span-2 flex gap-2 lg:col-span-1">
        <Button type="submit">{words.apply}</Button>
        {Object.keys(search).length === 0 ? null : (
          <Button variant="quiet" onClick={() => show({})}>
            {words.clear}
          </Button>
        )}
      </div>
    </form>
  );
}

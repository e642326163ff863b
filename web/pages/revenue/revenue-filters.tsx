import { useNavigate } from "@tanstack/react-router";
import type { RevenueFilters as Filters } from "../../client/revenue-queries.ts";
import { readFields } from "../../forms/form-fields.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { readRevenueSearch } from "../../view/revenue-search.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";

/** Narrows the list of revenue; what it is narrowed to stands in the address. */
export function RevenueFilters({ filters }: { filters: Filters }) {
  const t = useMessages();
  const words = t.revenue;
  const navigate = useNavigate();
  const show = (next: Filters): void => {
    void navigate({
      to: "/revenue",
      search: ({
        source: _source,
        plan: _plan,
        currency: _currency,
        deleted: _deleted,
        ...rest
      }) => ({
        ...rest,
        ...next,
      }),
      replace: true,
    });
  };
  return (
    <form
      // Another address fills the fields anew.
      key={JSON.stringify(filters)}
      aria-label={words.filters}
      className="mb-4 grid items-end gap-3 sm:grid-cols-[repeat(3,minmax(0,12rem))_auto_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = readFields(new FormData(event.currentTarget));
        show(
          readRevenueSearch({
            source: fields.text("source"),
            plan: fields.text("plan"),
            currency: fields.text("currency").toUpperCase(),
            deleted: fields.optional("deleted") === null ? "" : "true",
          }),
        );
      }}
    >
      <TextField
        label={words.source}
        name="source"
        defaultValue={filters.source}
        placeholder="import"
      />
      <TextField label={t.dimensions.plan} name="plan" defaultValue={filters.plan} />
      <TextField
        label={words.currency}
        name="currency"
        defaultValue={filters.currency}
        maxLength={3}
      />
      <div className="pb-2">
        <CheckField
          label={words.onlyDeleted}
          name="deleted"
          value="true"
          defaultChecked={filters.deleted === "true"}
        />
      </div>
      <div className="flex gap-2">
        <Button type="submit">{words.filter}</Button>
        {Object.keys(filters).length === 0 ? null : (
          <Button variant="quiet" onClick={() => show({})}>
            {words.clearFilters}
          </Button>
        )}
      </div>
    </form>
  );
}

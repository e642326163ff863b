import { useNavigate } from "@tanstack/react-router";
import { readFields } from "../../forms/form-fields.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { readRevenueSearch, type RevenueSearch } from "../../view/revenue-search.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";

/** Narrows the list of revenue; what it is narrowed to stands in the address. */
export function RevenueFilters({ search }: { search: RevenueSearch }) {
  const t = useMessages();
  const words = t.revenue;
  const navigate = useNavigate();
  const show = (next: RevenueSearch): void => {
    void navigate({
      to: "/revenue",
      search: ({
        source: _source,
        plan: _plan,
        feature: _feature,
        since: _since,
        until: _until,
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
      key={JSON.stringify(search)}
      aria-label={words.filters}
      className="mb-4 grid items-end gap-3 grid-cols-2 md:grid-cols-3 xl:grid-cols-[repeat(2,minmax(0,10rem))_repeat(4,minmax(0,1fr))_auto_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = readFields(new FormData(event.currentTarget));
        const plain = ["since", "until", "feature", "source", "plan"];
        show(
          readRevenueSearch({
            ...Object.fromEntries(plain.map((name) => [name, fields.text(name)])),
            currency: fields.text("currency").toUpperCase(),
            deleted: fields.optional("deleted") === null ? "" : "true",
          }),
        );
      }}
    >
      <TextField label={words.from} name="since" type="date" defaultValue={search.since} />
      <TextField label={words.to} name="until" type="date" defaultValue={search.until} />
      <TextField label={t.dimensions.feature} name="feature" defaultValue={search.feature} />
      <TextField
        label={words.source}
        name="source"
        defaultValue={search.source}
        placeholder="import"
      />
      <TextField label={t.dimensions.plan} name="plan" defaultValue={search.plan} />
      <TextField
        label={words.currency}
        name="currency"
        defaultValue={search.currency}
        maxLength={3}
      />
      <div className="pb-2">
        <CheckField
          label={words.onlyDeleted}
          name="deleted"
          value="true"
          defaultChecked={search.deleted === "true"}
        />
      </div>
      <div className="flex gap-2">
        <Button type="submit">{words.filter}</Button>
        {Object.keys(search).length === 0 ? null : (
          <Button variant="quiet" onClick={() => show({})}>
            {words.clearFilters}
          </Button>
        )}
      </div>
    </form>
  );
}

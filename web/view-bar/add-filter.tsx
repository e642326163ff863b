import { ListFilter } from "lucide-react";
import { useState, type FormEvent } from "react";
import { readFields, splitList } from "../forms/form-fields.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import type { ViewChange } from "../view/use-change-view.ts";
import { FILTERS, oneOf, withFilter } from "../view/view-search.ts";
import type { View } from "../view/view.ts";

interface AddFilterProps {
  readonly view: View;
  readonly change: (change: ViewChange) => void;
}

/** Narrows the view to some values of a dimension. */
export function AddFilter({ view, change }: AddFilterProps) {
  const t = useMessages();
  const [open, setOpen] = useState(false);
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = readFields(new FormData(event.currentTarget));
    const name = oneOf(FILTERS, fields.text("dimension"));
    const values = splitList(fields.text("value"));
    if (name !== null && values.length > 0) {
      const present = view.filters.find((filter) => filter.name === name)?.values ?? [];
      change({ f: withFilter(view.filters, name, [...present, ...values]) });
    }
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <ListFilter size={14} aria-hidden="true" className="text-muted" />
        {t.filters.add}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t.filters.addTitle}>
        <form onSubmit={add} className="space-y-4">
          <SelectField label={t.filters.dimension} name="dimension">
            {FILTERS.map((name) => (
              <option key={name} value={name}>
                {t.dimensions[name]}
              </option>
            ))}
          </SelectField>
          <TextField label={t.filters.value} name="value" required hint={t.filters.valueHint} />
          <div className="flex justify-end gap-2 pt-2">
            <Button onClick={() => setOpen(false)}>{t.common.cancel}</Button>
            <Button type="submit" variant="primary">
              {t.filters.apply}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

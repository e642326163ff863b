import { useQuery } from "@tanstack/react-query";
import { booksQuery } from "../../client/economics-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { SelectField } from "../../ui/field.tsx";

interface BookSwitchProps {
  /** Null: what is booked. */
  readonly value: string | null;
  readonly onChange: (book: string | null) => void;
}

/** By which prices costs are shown; nothing when the workspace has no cost book. */
export function BookSwitch({ value, onChange }: BookSwitchProps) {
  const words = useMessages().economics;
  const books = useQuery(booksQuery).data?.data.map(({ book }) => book) ?? [];
  const names = value === null || books.includes(value) ? books : [...books, value];
  if (names.length === 0) return null;
  return (
    <SelectField
      label={words.book}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
    >
      <option value="">{words.booked}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {words.byBook(name)}
        </option>
      ))}
    </SelectField>
  );
}

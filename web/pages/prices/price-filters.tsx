import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { providersQuery } from "../../client/price-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Segmented } from "../../ui/segmented.tsx";
import type { PriceBookSearch } from "../../view/price-book-search.ts";

const REST_MS = 300;
const control =
  "h-9 max-w-full rounded-lg border border-control/70 bg-card px-2.5 text-[13px] hover:border-control";

/** Narrows the price book; what is chosen stands in the address. */
export function PriceFilters({ search }: { search: PriceBookSearch }) {
  const t = useMessages();
  const words = t.prices;
  const format = useFormat();
  const navigate = useNavigate();
  const { data: providers } = useQuery(providersQuery);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Back and forward change the address under the field; what someone is typing stays.
  useEffect(() => {
    const field = input.current;
    if (field !== null && field !== document.activeElement) field.value = search.q ?? "";
  }, [search.q]);
  const change = (name: keyof PriceBookSearch, value: string): void =>
    void navigate({
      to: "/prices",
      search: ({ [name]: _before, ...rest }) => (value === "" ? rest : { ...rest, [name]: value }),
      replace: true,
    });
  const known = providers?.data ?? [];
  const listed = known.some(({ provider }) => provider === search.provider);
  return (
    <form
      role="search"
      aria-label={words.filters}
      className="mb-4 flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        clearTimeout(timer.current);
        change("q", input.current?.value.trim() ?? "");
      }}
    >
      <span className="relative min-w-52 grow sm:max-w-72">
        <Search
          size={16}
          aria-hidden="true"
          className="absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <input
          ref={input}
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          defaultValue={search.q ?? ""}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            const text = event.currentTarget.value.trim();
            clearTimeout(timer.current);
            timer.current = setTimeout(() => change("q", text), REST_MS);
          }}
          className={`${control} w-full pl-9 placeholder:text-muted`}
        />
      </span>
      <select
        aria-label={words.provider}
        value={search.provider ?? ""}
        className={control}
        onChange={(event) => change("provider", event.currentTarget.value)}
      >
        <option value="">{words.anyProvider}</option>
        {search.provider === undefined || listed ? null : (
          <option value={search.provider}>{search.provider}</option>
        )}
        {known.map(({ provider, own, shipped }) => (
          <option key={provider} value={provider}>
            {words.providerChoice(provider, format.count(own + shipped))}
          </option>
        ))}
      </select>
      <select
        aria-label={words.unit}
        value={search.unit ?? ""}
        className={control}
        onChange={(event) => change("unit", event.currentTarget.value)}
      >
        <option value="">{words.anyUnit}</option>
        {PRICE_UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {words.units[unit]}
          </option>
        ))}
      </select>
      <Segmented
        label={words.whose}
        value={search.own ?? "all"}
        onChange={(own) => change("own", own === "all" ? "" : own)}
        choices={[
          { value: "all", label: words.whoseAll },
          { value: "true", label: words.whoseOwn },
          { value: "false", label: words.whoseSeeded },
        ]}
      />
    </form>
  );
}

import { useMutation } from "@tanstack/react-query";
import { testPrice } from "../../client/price-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { PricesHeader } from "./prices-header.tsx";
import { TestAnswer } from "./test-answer.tsx";
import { TestForm } from "./test-form.tsx";

/** What a request would cost, by which price, and why by no other. */
export function TestPage() {
  const t = useMessages();
  const words = t.prices.test;
  const test = useMutation({ mutationFn: testPrice });
  return (
    <>
      <PricesHeader title={words.title} lead={words.lead} />
      <div className="grid items-start gap-5 2xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <TestForm send={test.mutateAsync} />
        <div aria-live="polite" className="min-w-0 space-y-5">
          {test.data === undefined ? null : <TestAnswer answer={test.data} />}
        </div>
      </div>
    </>
  );
}

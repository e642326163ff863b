import fc from "fast-check";
import { expect, it } from "vitest";
import { featuresOf, readRevenueSearch, revenueOfView } from "../../../web/view/revenue-search.ts";
import { resolveView } from "../../../web/view/view.ts";
import { formatFilter } from "../../../web/view/view-search.ts";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const name = fc
  .string({ minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() === text && !/\p{Cc}/u.test(text));

it("names the days of a view in its own zone, both included, and no feature where it has none", () => {
  const view = resolveView(
    { range: "custom", from: "2026-11-03", to: "2026-11-04" },
    "Asia/Tokyo",
    NOW,
  );
  expect(revenueOfView(view)).toEqual({ since: "2026-11-03", until: "2026-11-04" });
});

it("gives the features of a view back as they were, whatever they are called", () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), (values) => {
      const view = resolveView({ f: [formatFilter({ name: "feature", values })] }, "UTC", NOW);
      const asked = view.filters[0]?.values ?? [];
      const { since, until, feature = "" } = revenueOfView(view);
      fc.pre(feature.length <= 200);
      const read = readRevenueSearch({ since: since ?? "", until: until ?? "", feature });
      expect(featuresOf(read)).toEqual(asked);
    }),
  );
});

import { expect, it } from "vitest";
import { isProvider, PROVIDER_CATALOGUE } from "../../../domain/provider-catalogue.ts";
import { BLOCKING_FIXTURES } from "../../support/provider-fixtures/blocking-fixtures.ts";
import { PROVIDER_FIXTURES } from "../../support/provider-fixtures/provider-fixtures.ts";

const creates = [...PROVIDER_FIXTURES, ...BLOCKING_FIXTURES]
  .map(({ provider, createPath }) => [provider, createPath] as const)
  .filter(([provider]) => isProvider(provider));

it.each(creates)("the base URL that %s's clients are given leads to %s", (provider, createPath) => {
  if (!isProvider(provider)) throw new Error(provider);
  const { sdkBase } = PROVIDER_CATALOGUE[provider];
  expect(createPath.startsWith(`${sdkBase}/`)).toBe(true);
  // A version in the path is the base's where the base has one; wires of several versions have none.
  expect(sdkBase).toMatch(/^(?:|(?:\/[a-z-]+)?\/v\d)$/);
});

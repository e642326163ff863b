import type { BlockingFixture } from "./blocking-fixture.ts";
import { dynamoFixture } from "./dynamo-fixture.ts";
import { localaiFixture } from "./localai-fixture.ts";
import { nimFixture } from "./nim-fixture.ts";

/** One for each adapter whose creates are answered at their end and that has no polls. */
export const BLOCKING_FIXTURES: readonly BlockingFixture[] = [
  localaiFixture,
  nimFixture,
  dynamoFixture,
];

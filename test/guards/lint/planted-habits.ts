import type { PlantedFile } from "./planted-file.ts";

const restricted = "eslint(no-restricted-properties)";

const environmentReaders = ["domain", "db", "ingest", "api", "simulator", "web"];
const portOpeners = ["domain", "db", "ingest", "api", "web"];

/** A planted violation of each rule about what code may do, wherever it stands. */
export const plantedHabits: readonly PlantedFile[] = [
  ...environmentReaders.map((folder) => ({
    states: `${folder} reads no environment`,
    file: `${folder}/reads-environment.ts`,
    source: "export const planted: unknown = process.env;\n",
    caughtBy: restricted,
    saying: "read the environment",
  })),
  ...portOpeners.map((folder) => ({
    states: `${folder} opens no port`,
    file: `${folder}/listens.ts`,
    source:
      "/** Planted. */\nexport function planted(server: { listen(): void }): void {\n  server.listen();\n}\n",
    caughtBy: restricted,
    saying: "opens the product's ports",
  })),
  ...["db", "ingest", "api"].map((folder) => ({
    states: `${folder} serves on no port`,
    file: `${folder}/serves.ts`,
    source: `export { serve } from "@hono/node-server";\n`,
    caughtBy: "house(boundary)",
    saying: "opens the product's ports",
  })),
  ...["new Date()", "Date()"].map((call, index) => ({
    states: `domain reads no clock with ${call}`,
    file: `domain/clock-${index}.ts`,
    source: `/** Planted. */\nexport function planted(): unknown {\n  return ${call};\n}\n`,
    caughtBy: "house(no-ambient-time)",
    saying: "domain reads no clock",
  })),
  ...["Date.now()", "Math.random()"].map((call, index) => ({
    states: `domain does not call ${call}`,
    file: `domain/ambient-${index}.ts`,
    source: `/** Planted. */\nexport function planted(): number {\n  return ${call};\n}\n`,
    caughtBy: restricted,
    saying: "as an argument",
  })),
  ...["mock", "doMock", "hoisted"].map((name) => ({
    states: `a test never uses vi.${name}`,
    file: `test/unit/uses-${name}.ts`,
    source: `import { vi } from "vitest";\n\nvi.${name}(() => ({}));\n`,
    caughtBy: restricted,
    saying: "tests meet real parts",
  })),
  {
    states: "an exported function of domain has a docstring",
    file: "domain/no-docstring.ts",
    source: "export function planted(): number {\n  return 1;\n}\n",
    caughtBy: "house(docstring)",
  },
  {
    states: "an exported arrow function of domain has a docstring",
    file: "domain/no-docstring-arrow.ts",
    source: "// not a docstring\nexport const planted = (): number => 1;\n",
    caughtBy: "house(docstring)",
  },
  {
    states: "no `any`",
    file: "api/any.ts",
    source: "export type Planted = any;\n",
    caughtBy: "typescript(no-explicit-any)",
  },
  {
    states: "no non-null assertion",
    file: "api/non-null.ts",
    source: "export function planted(text: string | undefined): string {\n  return text!;\n}\n",
    caughtBy: "typescript(no-non-null-assertion)",
  },
  {
    states: "no floating promise",
    file: "api/floating-promise.ts",
    source: "export function planted(work: () => Promise<void>): void {\n  work();\n}\n",
    caughtBy: "typescript(no-floating-promises)",
  },
  {
    states: "no promise where none is awaited",
    file: "api/misused-promise.ts",
    source:
      "export function planted(work: () => Promise<boolean>): number {\n  return work() ? 1 : 2;\n}\n",
    caughtBy: "typescript(no-misused-promises)",
  },
  ...["ts-ignore", "ts-expect-error", "ts-nocheck"].map((comment) => ({
    states: `no @${comment}`,
    file: `api/${comment}.ts`,
    source: `// @${comment} a reason that is long enough\nexport const planted = 1;\n`,
    caughtBy: "typescript(ban-ts-comment)",
  })),
  {
    states: "no console outside entry points and scripts",
    file: "api/console.ts",
    source: "export function planted(): void {\n  console.log(1);\n}\n",
    caughtBy: "eslint(no-console)",
  },
  {
    states: "types are imported as types",
    file: "api/type-import.ts",
    source: `import { Planted } from "./planted.ts";\n\nexport const planted = (value: Planted): Planted => value;\n`,
    caughtBy: "typescript(consistent-type-imports)",
  },
  {
    states: "a promise returned inside `try` is awaited",
    file: "api/unawaited-return.ts",
    source:
      "export async function planted(work: () => Promise<void>): Promise<void> {\n" +
      '  try {\n    return work();\n  } catch (error) {\n    throw new Error("planted", { cause: error });\n  }\n}\n',
    caughtBy: "typescript(return-await)",
  },
  {
    states: "a switch over a closed union answers every member",
    file: "api/switch.ts",
    source:
      'export function planted(kind: "a" | "b"): number {\n' +
      '  switch (kind) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}\n',
    caughtBy: "typescript(switch-exhaustiveness-check)",
  },
  {
    states: "no catch that hides",
    file: "api/empty-catch.ts",
    source:
      "export function planted(work: () => void): void {\n  try {\n    work();\n  } catch {}\n}\n",
    caughtBy: "eslint(no-empty)",
  },
  {
    states: "no default export",
    file: "api/default-export.ts",
    source: "export default 1;\n",
    caughtBy: "import(no-default-export)",
  },
  {
    states: "no source file over 300 lines",
    file: "api/long.ts",
    source: `export const planted = [\n${"  1,\n".repeat(300)}];\n`,
    caughtBy: "eslint(max-lines)",
  },
  {
    states: "an image of the dashboard has a text alternative",
    file: "web/image.tsx",
    source: `export const Planted = () => <img src="planted.png" />;\n`,
    caughtBy: "jsx-a11y(alt-text)",
  },
  {
    states: "hooks are not called conditionally",
    file: "web/hooks.tsx",
    source:
      `import { useState } from "react";\n\nexport function Planted({ on }: { on: boolean }) {\n` +
      "  if (!on) return null;\n  const [count] = useState(0);\n  return <p>{count}</p>;\n}\n",
    caughtBy: "react(hooks)",
  },
  {
    states: "no test is skipped",
    file: "test/unit/skipped.test.ts",
    source: plantedTest("it.skip"),
    caughtBy: "vitest(no-disabled-tests)",
  },
  {
    states: "no test is run alone",
    file: "test/unit/focused.test.ts",
    source: plantedTest("it.only"),
    caughtBy: "vitest(no-focused-tests)",
  },
  {
    states: "no test is left for later",
    file: "test/unit/todo.test.ts",
    source: `import { it } from "vitest";\n\nit.todo("keeps the books");\n`,
    caughtBy: "vitest(warn-todo)",
  },
  {
    states: "a test expects something",
    file: "test/unit/no-expectation.test.ts",
    source: `import { it } from "vitest";\n\nit("keeps the books", () => {});\n`,
    caughtBy: "vitest(expect-expect)",
  },
];

function plantedTest(call: string): string {
  return `import { expect, it } from "vitest";\n\n${call}("keeps the books", () => {\n  expect(1 + 1).toBe(2);\n});\n`;
}

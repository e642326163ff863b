#!/usr/bin/env node
import { readCommandLine, usage } from "./command-line.ts";
import { createSimulator } from "./create-simulator.ts";

const command = readCommandLine(process.argv.slice(2), process.env);
if (command.kind === "help") {
  process.stdout.write(usage);
} else if (command.kind === "fault") {
  process.stderr.write(`${command.message}\nTry --help.\n`);
  process.exitCode = 2;
} else {
  const simulator = createSimulator(command.options);
  const opened = await simulator.listen(command.where).catch((fault: unknown) => {
    const reason = fault instanceof Error ? fault.message : String(fault);
    process.stderr.write(`The simulator cannot open its port: ${reason}\n`);
    process.exit(1);
  });
  process.stdout.write(welcome(opened.url, command.options.apiKeys?.[0] ?? null));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void simulator.close());
  }
}

function welcome(url: string, key: string | null): string {
  return `The video simulator listens.

  base URL    ${url}/v1
  key         ${key ?? "any"}
  ledger      ${url}/__simulator/ledger

Add it as an upstream: wire "OpenAI videos", base URL ${url}/v1, and the key above as its credential.
Or try it directly:

  curl ${url}/v1/videos -H 'Authorization: Bearer ${key ?? "any"}' \\
    -F prompt='A paper boat drifts down a rain gutter' -F model=sora-2 -F seconds=4

Ctrl-C stops it.
`;
}

import { writeFile } from "node:fs/promises";
import { runBench } from "./run-bench.ts";
import { runPages } from "./pages/run-pages.ts";
import { HELP, parseOptions } from "./parse-options.ts";

const options = parseOptions(process.argv.slice(2));
if (options === "help") {
  process.stdout.write(`${HELP}\n`);
} else if (options.only?.has("pages") === true) {
  const lines = await runPages(options, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${lines.join("\n")}\n`);
} else {
  const figures = await runBench(options, (line) => process.stderr.write(`${line}\n`));
  const rows = figures.map((figure) => [
    figure.name.padEnd(34),
    figure.relay.padStart(22),
    figure.proxy.padStart(22),
    figure.verdict,
  ]);
  const title = ["", "bare relay", "proxy", "ratio or difference (target)"];
  const head = [title[0]?.padEnd(34), title[1]?.padStart(22), title[2]?.padStart(22), title[3]];
  process.stdout.write(`${[head, ...rows].map((row) => row.join("  ")).join("\n")}\n`);
  const json = JSON.stringify(
    figures.map((figure) => figure.data),
    null,
    2,
  );
  process.stdout.write(`${json}\n`);
  if (options.jsonFile !== null) await writeFile(options.jsonFile, `${json}\n`);
}

import { createMemoryJobBook } from "../support/memory-job-book.ts";
import { startProxy } from "../support/start-proxy.ts";
import { loadBuiltProxy } from "./load-built-proxy.ts";
import { reportUsage } from "./report-usage.ts";

const proxy = await startProxy({
  upstreamUrl: process.argv[2] ?? "",
  quiet: true,
  built: await loadBuiltProxy(),
  jobBook: createMemoryJobBook({ keepEntries: false }),
});
proxy.directory.addPrice({ usd: "0.10" });
reportUsage({ url: proxy.url, key: proxy.key });

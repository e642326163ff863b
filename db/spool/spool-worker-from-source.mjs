// Starts the thread from its TypeScript source: Node 20 does not hand `--import tsx` on to a thread.
import { register } from "tsx/esm/api";

register();
await import("./spool-worker.ts");

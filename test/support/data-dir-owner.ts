/** A process that owns a data directory until it is killed. */
import { ownDataDir } from "../../db/embedded/own-data-dir.ts";

const [, , dataDir] = process.argv;
if (dataDir === undefined) throw new Error("name the data directory");
ownDataDir(dataDir);
process.send?.("owned");
setInterval(() => undefined, 60_000);

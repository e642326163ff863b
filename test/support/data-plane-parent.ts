/** A process that owns a data directory and its data plane, for a test that kills it. */
import { ownDataDir } from "../../db/embedded/own-data-dir.ts";
import { startDataPlane } from "../../db/embedded/start-data-plane.ts";

const [, , dataDir] = process.argv;
if (dataDir === undefined) throw new Error("name the data directory");
ownDataDir(dataDir);
const plane = await startDataPlane({ dataDir, log: () => undefined });
process.send?.({ pid: plane.pid(), url: plane.clickhouseUrl });

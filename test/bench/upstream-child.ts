import { createSimulator } from "../../simulator/create-simulator.ts";
import { reportUsage } from "./report-usage.ts";

const simulator = createSimulator({
  queueMs: 0,
  generationMs: 0,
  contentBytes: Number(process.argv[2]),
  rememberedRequests: 1,
});
const { url } = await simulator.listen();
reportUsage({ url });

export interface Progress {
  add(done: number): void;
}

const BAR_CELLS = 30;
const STEP_PERCENT = 10;

/** A bar that redraws on a terminal, and a line every tenth elsewhere. */
export function openProgress(total: number, say: (line: string) => void): Progress {
  let done = 0;
  let said = 0;
  const terminal = process.stdout.isTTY;
  return {
    add: (count) => {
      done += count;
      const percent = Math.floor((done * 100) / Math.max(1, total));
      if (terminal) {
        const cells = Math.floor((percent * BAR_CELLS) / 100);
        const bar = "█".repeat(cells) + "░".repeat(BAR_CELLS - cells);
        process.stdout.write(`\r${bar} ${percent} % (${done.toLocaleString("en")} clips)`);
        if (done >= total) process.stdout.write("\n");
      } else if (percent >= said + STEP_PERCENT || (done >= total && said < 100)) {
        said = percent;
        say(`${percent} % (${done.toLocaleString("en")} clips)`);
      }
    },
  };
}

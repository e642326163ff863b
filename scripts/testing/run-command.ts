import { spawn } from "node:child_process";

/** A program, its arguments, and where and with what it runs. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a command with this process's output streams and no input, and answers its exit code;
 * a command ended by a signal counts as 1.
 *
 * @throws Error when the program cannot be started.
 */
export async function runCommand(command: Command): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.program, command.args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...command.env },
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

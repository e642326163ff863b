import { once } from "node:events";
import type { Socket } from "node:net";

import {
  CANCEL_REQUEST_CODE,
  GSS_REQUEST_CODE,
  MessageSplitter,
  SSL_REQUEST_CODE,
} from "./message-splitter.ts";
import type { WireMessage } from "./message-splitter.ts";
import type { PostgresEngine } from "./postgres-engine.ts";
import type { TurnQueue } from "./turn-queue.ts";

/** How long a connection may hold its turn without sending anything while others wait. */
export const IDLE_TURN_LIMIT_MS = 30_000;
/** How long a client may leave its answer unread before it is cut off. */
const UNREAD_ANSWER_LIMIT_MS = 60_000;

/** `ReadyForQuery` follows a simple query, a function call and a Sync. */
const ENDS_EXCHANGE = new Set(["Q", "F", "S"]);
const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);

export interface PostgresConnectionParts {
  readonly engine: PostgresEngine;
  readonly turns: TurnQueue<Socket>;
  readonly idleTurnLimitMs: number;
  /** Whether another client is still connected, once this one is gone. */
  readonly othersConnected: () => boolean;
  readonly onFault: (error: unknown) => void;
}

/**
 * Serves one client until it leaves. Whatever it leaves open (a transaction, an exchange without
 * its Sync, a failed statement) is rolled back before the next client's turn.
 */
export async function servePostgresConnection(
  socket: Socket,
  parts: PostgresConnectionParts,
): Promise<void> {
  socket.setNoDelay(true);
  const splitter = new MessageSplitter();
  const exchange = { open: false, started: false };
  const idle = idleTurnTimer(socket, parts);
  try {
    for await (const chunk of socket) {
      idle.stop();
      const { messages, leaves } = answerHandshake(socket, splitter.push(chunk as Buffer));
      if (messages.length > 0) await runMessages(socket, messages, exchange, parts);
      if (leaves) break;
      if (parts.turns.owner === socket) idle.start();
    }
  } catch (error) {
    if (!isDisconnect(error)) parts.onFault(error);
  } finally {
    idle.stop();
    await leaveClean(socket, exchange, parts);
    socket.destroy();
  }
}

async function runMessages(
  socket: Socket,
  messages: readonly WireMessage[],
  exchange: { open: boolean; started: boolean },
  parts: PostgresConnectionParts,
): Promise<void> {
  await parts.turns.take(socket);
  if (socket.destroyed) return;
  exchange.started = true;
  exchange.open = !ENDS_EXCHANGE.has(messages.at(-1)?.type ?? "") && !isStartup(messages.at(-1));
  await parts.engine.exchange(joined(messages), (bytes) => {
    // The engine reuses its buffer: copy before the socket queues it.
    if (socket.writable) socket.write(Buffer.from(bytes));
  });
  if (!exchange.open && !parts.engine.inTransaction()) parts.turns.release(socket);
  if (socket.writableNeedDrain) {
    await once(socket, "drain", { signal: AbortSignal.timeout(UNREAD_ANSWER_LIMIT_MS) });
  }
}

function isStartup(message: WireMessage | undefined): boolean {
  return message?.type === "startup";
}

/** Answers what never reaches the engine: requests for encryption, cancellations, the goodbye. */
function answerHandshake(
  socket: Socket,
  received: readonly WireMessage[],
): { messages: readonly WireMessage[]; leaves: boolean } {
  const messages: WireMessage[] = [];
  for (const message of received) {
    if (message.startupCode === SSL_REQUEST_CODE || message.startupCode === GSS_REQUEST_CODE) {
      socket.write("N");
    } else if (message.startupCode === CANCEL_REQUEST_CODE || message.type === "X") {
      return { messages, leaves: true };
    } else messages.push(message);
  }
  return { messages, leaves: false };
}

async function leaveClean(
  socket: Socket,
  exchange: { open: boolean; started: boolean },
  parts: PostgresConnectionParts,
): Promise<void> {
  if (!exchange.started) return;
  const { engine, turns } = parts;
  try {
    await turns.take(socket);
    if (exchange.open) await engine.exchange(SYNC, ignoreAnswer);
    if (engine.inTransaction()) await engine.exchange(simpleQuery("ROLLBACK"), ignoreAnswer);
    // Session state is the engine's, hence everybody's: it goes with the last client.
    if (!parts.othersConnected()) await engine.exchange(simpleQuery("DISCARD ALL"), ignoreAnswer);
  } catch (error) {
    parts.onFault(error);
  } finally {
    turns.release(socket);
  }
}

function idleTurnTimer(socket: Socket, parts: PostgresConnectionParts) {
  let timer: NodeJS.Timeout | undefined;
  const check = () => {
    if (parts.turns.owner !== socket) return;
    if (parts.turns.waiting > 0) socket.destroy();
    else timer = setTimeout(check, parts.idleTurnLimitMs);
  };
  return {
    start: () => void (timer = setTimeout(check, parts.idleTurnLimitMs)),
    stop: () => clearTimeout(timer),
  };
}

function simpleQuery(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const header = Buffer.alloc(5);
  header.write("Q");
  header.writeInt32BE(text.length + 4, 1);
  return Buffer.concat([header, text]);
}

function joined(messages: readonly WireMessage[]): Uint8Array {
  return new Uint8Array(Buffer.concat(messages.map((message) => message.bytes)));
}

function ignoreAnswer(): void {}

function isDisconnect(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    ["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE", "ABORT_ERR"].includes(String(error.code))
  );
}

/**
 * Cuts the connection on which a call came, so that an answer which failed half-way can't look complete. The node server
 * hands its request over as `incoming`. @returns false when the app is called without a socket.
 */
export function cutConnection(env: unknown): boolean {
  if (typeof env !== "object" || env === null || !("incoming" in env)) return false;
  const { incoming } = env;
  if (typeof incoming !== "object" || incoming === null || !("socket" in incoming)) return false;
  const { socket } = incoming;
  if (typeof socket !== "object" || socket === null || !("destroy" in socket)) return false;
  if (typeof socket.destroy !== "function") return false;
  socket.destroy();
  return true;
}

/**
 * The workspace that this tab shows. Every call names it: another tab of the same browser may have opened another one
 * since, and what is changed here must not be changed there.
 */
let shown: string | null = null;

export function showWorkspace(id: string | null): void {
  shown = id;
}

const CHANNEL = "reelmeter-workspace";

/** Tells the other tabs of this browser that its session is in another workspace now. */
export function announceWorkspace(id: string): void {
  const channel = new BroadcastChannel(CHANNEL);
  // A channel has no origin to name: only pages of this one hear it.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(id);
  channel.close();
}

/** Hears of it: downloads and streams follow the session, so a tab must not go on showing another one. */
export function onWorkspaceAnnounced(heard: () => void): void {
  new BroadcastChannel(CHANNEL).addEventListener("message", ({ data }) => {
    if (data !== shown) heard();
  });
}

/** For the headers of a call; nothing until the tab knows where it is. */
export function workspaceHeader(): Readonly<Record<string, string>> {
  return shown === null ? {} : { "reelmeter-workspace": shown };
}

/** Interval of requests for a sign of life. A line that is silent for a whole interval is dead. */
const BEAT_MS = 10_000;

/**
 * Ends a socket that died silently. After a computer has slept, or where a tunnel is gone, nothing ever
 * says that the connection is no more; a page cannot see the pings of its server, so it asks by itself. What is only
 * slow is not dead: a message from there counts, and so does a long one that is still going out.
 * @param ask asks the other end for any message
 */
export function endWhenSilent(socket: WebSocket, ask: () => void): void {
  let heard = true;
  let unsent = 0;
  const hear = () => {
    heard = true;
  };
  const beat = setInterval(() => {
    const isSending = socket.bufferedAmount < unsent;
    unsent = socket.bufferedAmount;
    if (heard || isSending) {
      heard = false;
      if (socket.readyState === WebSocket.OPEN) ask();
      return;
    }
    // The browser would wait for the dead end's goodbye before it tells.
    socket.dispatchEvent(new CloseEvent('close'));
    socket.close();
  }, BEAT_MS);
  socket.addEventListener('open', hear);
  socket.addEventListener('message', hear);
  socket.addEventListener('close', () => clearInterval(beat));
}

import type { DesktopBridge, LineMessage } from '../../core/api/desktop-bridge.ts';
import { type Line, LineWatch } from './line.ts';
import { linkOver } from './port-link.ts';

const LINE_MESSAGE: LineMessage = 'farmwright:line';

/** A line over the message port that the desktop window brings. It stands until the core ends. */
export function openDesktopLine(bridge: DesktopBridge): Line {
  const watch = new LineWatch();
  let end: (code: number) => void = () => {};
  window.addEventListener('message', ({ source, origin, data, ports: [port] }) => {
    // Only this page's own window has the port; another one's message is none of ours.
    if (source !== window || origin !== location.origin || data !== LINE_MESSAGE || port === undefined) return;
    const opened = linkOver(port);
    end = opened.end;
    watch.open(opened.link);
  });
  bridge.onCoreEnded((code) => {
    end(code);
    watch.end(code);
  });
  bridge.openLine();
  const { state, subscribe, opened } = watch;
  return {
    state,
    subscribe,
    opened,
    tryNow: async () => {
      if (state().state !== 'ended') return;
      await bridge.resume();
      bridge.openLine();
      await watch.reopened();
    },
  };
}

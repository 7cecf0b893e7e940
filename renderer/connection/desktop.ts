import type { DesktopBridge } from '../../core/api/desktop-bridge.ts';

/** What the desktop window gives its page; null in a browser. */
export const desktop: DesktopBridge | null = (globalThis as { farmwright?: DesktopBridge }).farmwright ?? null;

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
export type Bounds = z.infer<typeof Bounds>;

const WindowState = z.object({ bounds: Bounds, maximized: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

/** Smallest size. Narrower pages would still work without scrolling sideways, but not comfortably. */
export const SMALLEST = { width: 480, height: 400 };

/** The window's last state; null if it is unknown. */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Saves it. Errors are ignored, because the state of the window is not important. */
export function keepWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  } catch {
    // The window opens in the default place the next time.
  }
}

/**
 * The bounds, moved and shrunk until they lie on one display. A display may be gone since.
 * @param displays work areas; the first is the main one
 */
export function onDisplays(bounds: Bounds, displays: readonly Bounds[]): Bounds {
  const area = displays.find((display) => shared(bounds, display) > 0) ?? displays[0];
  if (area === undefined) return bounds;
  const width = Math.min(Math.max(bounds.width, SMALLEST.width), area.width);
  const height = Math.min(Math.max(bounds.height, SMALLEST.height), area.height);
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}

function shared(one: Bounds, other: Bounds): number {
  const along = (start: 'x' | 'y', length: 'width' | 'height') =>
    Math.min(one[start] + one[length], other[start] + other[length]) - Math.max(one[start], other[start]);
  return Math.max(0, along('x', 'width')) * Math.max(0, along('y', 'height'));
}

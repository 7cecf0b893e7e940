import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PROGRAMS } from '../../build/packages.mjs';

const ARTIFACTS = fileURLToPath(new URL('../artifacts/', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const OFFLINE = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/**
 * The system's Chromium, headless.
 * @param names where names lead instead of where they really do: `{ 'evil.example': '127.0.0.1' }`
 */
export function startBrowser(names: Record<string, string> = {}): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const rules = Object.entries(names).map(([name, address]) => `MAP ${name} ${address}`);
  const resolver = rules.length === 0 ? [] : [`--host-resolver-rules=${rules.join(',')}`];
  return chromium.launch({ executablePath: PROGRAMS.chromium.program, args: [...OFFLINE, ...resolver, ...asRoot] });
}

/** How most tests look at pages, as people can wish it: without a graphics card each frame of what moves takes the processor. */
export const STILL = { reducedMotion: 'reduce' } as const;

/** A finding of axe that keeps people out. */
export interface AxeFinding {
  id: string;
  impact: string | null;
  targets: string[];
}

/**
 * What axe finds serious or critical on the page as it stands.
 * @param rules ids of the rules that count; all if they are left out
 */
export async function seriousFindings(page: Page, rules?: readonly string[]): Promise<AxeFinding[]> {
  // Evaluated by the debugger: the page's own policy, which refuses foreign scripts, stays in force.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(readFileSync(AXE, 'utf8'));
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as {
      axe: {
        run(options: {
          runOnly?: string[];
        }): Promise<{ violations: { id: string; impact: string | null; nodes: { target: string[] }[] }[] }>;
      };
    };
    const { violations } = await axe.run(runOnly === undefined ? {} : { runOnly: [...runOnly] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => ({ id, impact, targets: nodes.map(({ target }) => target.join(' ')) }));
  }, rules);
}

/** The rules that a look with other colours, and nothing else, can break. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block'] as const;

/** A picture of the whole page, in test/artifacts; only where somebody wants to look at it (FARMWRIGHT_PICTURES=1). */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.FARMWRIGHT_PICTURES !== '1') return;
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: `${ARTIFACTS}${name}.png`, fullPage: true });
}

import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './packaged.ts';

/**
 * The sources of the pages' scripts, as source maps name them: the shipped scripts are minified, and have no maps.
 * @returns paths of our own modules and of those of packages
 */
export async function sourcesOfPages(): Promise<string[]> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    const built = await build({
      configFile: join(ROOT, 'build/vite.config.mjs'),
      logLevel: 'silent',
      build: { write: false, sourcemap: 'hidden' },
    });
    if (!('output' in built)) throw new Error('the pages are one bundle');
    return built.output.flatMap((file) => (file.type === 'chunk' ? (file.map?.sources ?? []) : []));
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

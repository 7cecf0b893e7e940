import { setUp } from './setup.mjs';

/** Runs test/fuzz/main.ts with the arguments of the command. */
await setUp();
const { ROOT } = await import('./bundle.mjs');
const { createServer } = await import('vite');
// Only to read TypeScript: nothing is served.
const server = await createServer({
  root: ROOT,
  configFile: false,
  appType: 'custom',
  logLevel: 'warn',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { main } = await server.ssrLoadModule('/test/fuzz/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await server.close();
}

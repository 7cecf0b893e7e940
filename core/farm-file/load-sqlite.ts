import { existsSync, readFileSync } from 'node:fs';
import initSqlJs, { type SqlJsStatic } from 'sql.js';

let loading: Promise<SqlJsStatic> | null = null;

/**
 * SQLite compiled to WebAssembly, loaded once for the process. Its binary lies beside the bundle; run from source it is
 * taken from the package.
 */
export function loadSqlite(): Promise<SqlJsStatic> {
  loading ??= load();
  return loading;
}

function load(): Promise<SqlJsStatic> {
  const beside = new URL('./sql-wasm.wasm', import.meta.url);
  const path = existsSync(beside) ? beside : new URL(import.meta.resolve('sql.js/dist/sql-wasm.wasm'));
  const binary = readFileSync(path);
  // sql.js is CommonJS and asks for its folder, which bundled ES modules do not have. The binary is given, so any will do.
  if (!('__dirname' in globalThis)) Object.assign(globalThis, { __dirname: '.' });
  return initSqlJs({ wasmBinary: binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength) });
}

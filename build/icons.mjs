import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PROGRAMS } from './packages.mjs';
import { setUp } from './setup.mjs';

/**
 * Draws the application's icon from its SVG with the system's Chromium, in every size and in the containers of Windows
 * and macOS. The files are kept with the sources, because electron-builder would fetch a converter to make them.
 */
const RESOURCES = fileURLToPath(new URL('./resources/', import.meta.url));

/** Linux looks for pictures by their size. */
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** An .ico holds 256 pixels at most. */
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** The types of an .icns that hold PNG pictures. */
const ICNS_TYPES = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 };

await setUp();
const { chromium } = await import('playwright-core');
const pictures = await draw(readFileSync(`${RESOURCES}icon.svg`, 'utf8'));
mkdirSync(`${RESOURCES}icons`, { recursive: true });
for (const [size, png] of pictures) writeFileSync(`${RESOURCES}icons/${size}x${size}.png`, png);
writeFileSync(`${RESOURCES}icon.ico`, ico(ICO_SIZES.map((size) => ({ size, png: pictures.get(size) }))));
writeFileSync(`${RESOURCES}icon.icns`, icns(ICNS_TYPES));

async function draw(svg) {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: PROGRAMS.chromium.program, args: asRoot });
  try {
    const drawn = new Map();
    for (const size of SIZES) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(
        `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
      );
      drawn.set(size, await page.screenshot({ omitBackground: true }));
      await page.close();
    }
    return drawn;
  } finally {
    await browser.close();
  }
}

/** A Windows icon: a directory of pictures, then the pictures. A side of 256 is written as 0. */
function ico(entries) {
  const head = Buffer.alloc(6 + 16 * entries.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(entries.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of entries.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...entries.map(({ png }) => png)]);
}

/** A macOS icon: a chunk for each picture, with its type and length. */
function icns(types) {
  const chunks = Object.entries(types).map(([type, size]) => chunk(type, pictures.get(size)));
  return chunk('icns', Buffer.concat(chunks));
}

function chunk(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

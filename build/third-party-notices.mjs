import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files in which a package states its licence and who has the rights. */
const TEXTS = /^(licen[cs]e|copying|notice|copyright)/i;
/** A bundler's licence file goes on with what the bundler itself is made of, which is in no bundle of ours. */
const OF_ITS_OWN_PARTS = /^# Licenses of bundled dependencies$.*/ms;
const RULER = '='.repeat(80);

/**
 * What the licences of bundled packages ask for: to come along with the code.
 * @param {string} root of the checkout
 * @param {string[]} folders of the packages, from the root on
 * @returns {string} for each package its name, version, SPDX id and the text it ships; if it ships none, its author
 *   instead. Throws if a package says nothing of its licence.
 */
export function thirdPartyNotices(root, folders) {
  const notices = folders.map((folder) => noticeOf(join(root, folder)));
  const sorted = [...new Set(notices)].sort();
  const head = `Farmwright holds code of the following packages, under their own licences.\nThose of Electron and Chromium are in files of their own.\n`;
  return [head, ...sorted].join(`\n${RULER}\n`);
}

function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} ${version} does not say its licence`);
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && TEXTS.test(entry.name),
  );
  const texts = files.map((entry) => textIn(join(folder, entry.name)));
  if (texts.length === 0) texts.push(withoutText(author));
  return `${name} ${version}\nLicence: ${license}\n\n${texts.join('\n\n')}\n`;
}

function textIn(file) {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').replace(OF_ITS_OWN_PARTS, '').trim();
}

/** A package without a text still says whose it is. */
function withoutText(author) {
  const holder = typeof author === 'string' ? author : author?.name;
  return `The package ships no licence text.${holder ? ` Its author: ${holder}.` : ''}`;
}

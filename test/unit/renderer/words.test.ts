import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const RENDERER = new URL('../../../renderer/', import.meta.url);
const BANNED = [/\bplease\b/i, /something went wrong/i, /\boops\b/i, /\bsorry\b/i, /\binvalid\b/i, /\bsuccessfully\b/i];

/** Texts in quotes in the files of the text catalogue. */
const texts = readdirSync(RENDERER)
  .filter((name) => /^words.*\.ts$/.test(name))
  .flatMap((name) => readFileSync(new URL(name, RENDERER), 'utf8').match(/'[^'\n]*'|`[^`]*`/g) ?? [])
  .map((text) => text.slice(1, -1).replace(/\$\{[^}]*\}/g, '…'));

describe('the text catalogue', () => {
  it('shouts nowhere and begs nowhere', () => {
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter((text) => /[a-z]!/i.test(text) || BANNED.some((phrase) => phrase.test(text)))).toEqual([]);
  });

  it('holds every text: no part has words of its own', () => {
    const parts = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
    const spoken = parts.flatMap((name) => {
      const source = readFileSync(new URL(name, RENDERER), 'utf8');
      // Letters between two tags, or in an attribute that is read or shown.
      const found =
        source.match(/>[^<>{}=;()]*[A-Za-z]{2,}[^<>{}=;()]*<\/|(?:aria-label|label|placeholder|alt|title)="[^"]*"/g) ??
        [];
      return found.map((text) => `${name}: ${text}`);
    });
    expect(spoken).toEqual([]);
  });
});

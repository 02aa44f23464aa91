import { isPseudoPostcode, normalisePostcode } from '../../../common/identifiers';
import type { PersonAddress } from '../../../common/person';

/**
 * What makes two written addresses one place: the same UPRN, or the same first line and postcode. Empty for an address
 * that is too vague to say that two people share it.
 */
export function addressKeys(address: PersonAddress): string[] {
  const keys: string[] = [];
  const uprn = address.uprn?.replace(/^0+/, '');
  if (uprn && /^\d{1,12}$/.test(uprn)) {
    keys.push(`uprn:${uprn}`);
  }
  const postcode = normalisePostcode(address.postcode ?? '');
  const line = firstLine(address.lines);
  if (postcode !== undefined && !isPseudoPostcode(postcode) && line !== '') {
    keys.push(`line:${postcode}|${line}`);
  }
  return keys;
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  ln: 'lane',
  cl: 'close',
  cres: 'crescent',
  dr: 'drive',
  apt: 'flat',
  apartment: 'flat',
};

function firstLine(lines: readonly string[]): string {
  const words = (lines.find((line) => line.trim() !== '') ?? '')
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return words.map((word, index) => (index > 0 && word === 'st' ? 'street' : (ABBREVIATIONS[word] ?? word))).join(' ');
}

import { cinCensus } from '../../../importers/cin-census';
import { readFiles } from './support';

/** A return of the children in need census, as small as it can be. */

export const census = (children: string, collection = 'CIN'): string =>
  `<Message><Header><CollectionDetails><Collection>${collection}</Collection></CollectionDetails></Header>\n<Children>\n${children}\n</Children></Message>`;

export const IDENTIFIERS = '<LAchildID>C1</LAchildID><PersonBirthDate>2015-03-27</PersonBirthDate><Sex>F</Sex>';
export const child = (inside = '', identifiers = IDENTIFIERS): string =>
  `<Child><ChildIdentifiers>${identifiers}</ChildIdentifiers>${inside}</Child>`;
export const details = (inside: string, referred = '<CINreferralDate>2022-10-06</CINreferralDate>'): string =>
  `<CINdetails>${referred}${inside}</CINdetails>`;

export const read = (text: string | Uint8Array) => readFiles(cinCensus, { 'census.xml': text });

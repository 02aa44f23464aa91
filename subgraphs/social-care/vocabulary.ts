import { registerEnumType } from 'type-graphql';
import type { ContactData } from '../../importers/records/social-care';

export type ContactOutcome = NonNullable<ContactData['outcome']>;

export const SocialCareContactOutcome: { readonly [K in ContactOutcome]: K } = {
  NFA: 'NFA',
  ADVICE: 'ADVICE',
  EARLY_HELP: 'EARLY_HELP',
  REFERRAL: 'REFERRAL',
  OPEN_CASE: 'OPEN_CASE',
};

registerEnumType(SocialCareContactOutcome, {
  name: 'SocialCareContactOutcome',
  description:
    'What became of a contact. NFA: no further action. OPEN_CASE: passed to the worker of a case that was open already.',
});

export const CONTACT_WORDS: Readonly<Record<ContactOutcome, string>> = {
  NFA: 'no further action',
  ADVICE: 'information and advice given',
  EARLY_HELP: 'passed to early help',
  REFERRAL: 'became a referral',
  OPEN_CASE: 'passed to the allocated worker',
};

/** Short breaks are not care in the sense that matters here: the child lives at home. */
const SHORT_BREAKS: ReadonlySet<string> = new Set(['V3', 'V4']);
export const isShortBreak = (legalStatus: string): boolean => SHORT_BREAKS.has(legalStatus);

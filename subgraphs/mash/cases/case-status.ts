import { registerEnumType } from 'type-graphql';

export const CaseStatusEnum = { OPEN: 'OPEN', CLOSED: 'CLOSED' } as const;
registerEnumType(CaseStatusEnum, { name: 'CaseStatus' });

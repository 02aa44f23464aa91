import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { FeedEvent, FeedPage } from '../../../common/feed/event';

/** The payload of a feed event's JWS. */
export interface SignedEvent {
  /** The agency's id of the event. */
  readonly id: string;
  readonly at: string;
  readonly event: FeedEvent;
}

const key = { type: 'string', minLength: 1, maxLength: 200 };
const word = { type: 'string', maxLength: 200 };
const date = { type: 'string', format: 'date' };
const list = (items: object, maxItems: number) => ({ type: 'array', items, maxItems });
const object = (required: readonly string[], properties: object) => ({ type: 'object', required, properties });

const name = object(['use', 'given', 'family'], {
  use: { enum: ['USUAL', 'OFFICIAL', 'ALIAS', 'PREVIOUS'] },
  given: list(word, 20),
  family: word,
});

const address = object(['lines'], {
  lines: list(word, 10),
  postcode: word,
  uprn: word,
  from: date,
  to: date,
  protected: { type: 'boolean' },
});

const identity = {
  ...object(['lifeStage', 'names', 'addresses'], {
    lifeStage: { enum: ['CHILD', 'ADULT', 'UNBORN', 'UNKNOWN'] },
    names: list(name, 50),
    dateOfBirth: date,
    expectedDate: date,
    sex: { enum: ['M', 'F', 'U'] },
    nhsNumber: word,
    upn: word,
    formerUpns: list(word, 20),
    ethnicity: word,
    addresses: list(address, 200),
    protect: list({ enum: ['LOCATION', 'IDENTITY'] }, 2),
    deceasedOn: date,
  }),
  nullable: true,
};

const relationship = object(['type', 'of'], {
  type: { enum: ['PARENT', 'STEP_PARENT', 'SIBLING', 'PARTNER_OF_PARENT', 'CARER', 'LIVES_WITH', 'GRANDPARENT', 'OTHER'] },
  of: key,
  from: date,
  to: date,
  parentalResponsibility: { type: 'boolean' },
});

const signal = object(['indicator', 'observedOn', 'recordedOn', 'confidence', 'category', 'source', 'disputed'], {
  indicator: key,
  observedOn: date,
  recordedOn: date,
  confidence: { enum: ['CONFIRMED', 'CREDIBLE', 'UNCONFIRMED'] },
  category: key,
  source: key,
  expires: date,
  disputed: { type: 'boolean' },
  event: key,
});

const event = {
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [
    object(['type', 'person', 'identity'], { type: { const: 'person' }, person: key, identity }),
    object(['type', 'person', 'relationships'], {
      type: { const: 'relationships' },
      person: key,
      relationships: list(relationship, 500),
    }),
    object(['type', 'person', 'signals'], { type: { const: 'signals' }, person: key, signals: list(signal, 2000) }),
  ],
};

/** Fields we do not know are taken out, not refused: an agency may run a later version, and nothing unnamed is stored. */
const ajv = addFormats(new Ajv({ removeAdditional: 'all', discriminator: true, strictTypes: false }));

/** True when it is an event of the contract; removes what the contract does not name. */
export const isSignedEvent = ajv.compile<SignedEvent>(
  object(['id', 'at', 'event'], { id: key, at: { type: 'string', format: 'date-time' }, event }),
);

/** True when it is a page of the contract. */
export const isFeedPage = ajv.compile<FeedPage>(
  object(['epoch', 'cursor', 'more', 'lastPublishedAt', 'events'], {
    epoch: key,
    cursor: { type: 'string', maxLength: 500 },
    more: { type: 'boolean' },
    lastPublishedAt: { type: 'string', format: 'date-time', nullable: true },
    events: list({ type: 'string', maxLength: 1_000_000 }, 10_000),
  }),
);

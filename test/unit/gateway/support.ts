import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';

/** A small hub and two agencies, as their supergraph has it: enough for every shape that an answer can have. */
export const SMALL = buildSchema(`
  type Query { child(id: ID!): Child people: [Person!]! me: Principal! record: PoliceRecord }
  type Mutation { note(text: String!): Boolean! }
  type Principal { id: ID! roles: [String!]! }
  union Person = Child | Adult
  type Child { id: ID! view: ID! grants: Grants! born: Int household: [Person!] police: PoliceRecord health: HealthRecord }
  type Adult { id: ID! view: ID! grants: Grants! household: [Person!] police: PoliceRecord health: HealthRecord }
  type Grants { police: String! health: String! }
  type PoliceRecord { incidents: [Incident!] header: Header score: Float open: Boolean }
  type HealthRecord { visits: [Incident] }
  type Incident { id: ID! kind: Kind summary: String people: Int others: [[Int!]!] }
  type Header { state: String! }
  enum Kind { THEFT ASSAULT }
`);

export const supergraphSdl = (): string => readFileSync(join(__dirname, '../../../schema/supergraph.graphql'), 'utf8');

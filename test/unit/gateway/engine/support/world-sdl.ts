const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@requires", "@external", "@provides", "@shareable", "@override", "@inaccessible"])`;

/** The borough in five subgraphs: every way in which a Federation 2 graph may be cut that the hub could come to need. */
export const SUBGRAPHS: Readonly<Record<string, string>> = {
  hub: `${LINK}
    type Query {
      child(id: ID!): Child  person(id: ID!): Person  people(first: Int! = 4): [Person!]!  named(id: ID!): Named
      cases(filter: CaseFilter): [Case!]!  me: Officer!
    }
    type Mutation { note(id: ID!, text: String): Child  close(id: ID!): Case }
    union Person = Child | Adult
    interface Named { id: ID! name: String }
    type Child implements Named @key(fields: "id view") {
      id: ID! view: ID! @inaccessible name: String born: Int household: [Person!]! siblings: [Child!] guardian: Adult
    }
    type Adult implements Named @key(fields: "id view") { id: ID! view: ID! @inaccessible name: String wards: [Child!]! }
    type Case @key(fields: "id") @key(fields: "reference area { code }") {
      id: ID! reference: String! area: Area! status: Status subjects: [Child!]! lead: Officer @provides(fields: "name")
    }
    type Area @shareable { code: ID! name: String }
    type Officer @key(fields: "badge") { badge: ID! name: String @external }
    enum Status { OPEN CLOSED SEALED @inaccessible }
    input CaseFilter { status: Status area: AreaInput secret: String @inaccessible }
    input AreaInput { code: ID! = "north" }`,
  police: `${LINK}
    type Query { officers: [Officer!]! latest: [Event!] }
    type Mutation { report(badge: ID!): Officer }
    type Child @key(fields: "id view") { id: ID! view: ID! @inaccessible police(since: Int): PoliceRecord header: Header @inaccessible }
    type Adult @key(fields: "id view") { id: ID! view: ID! @inaccessible police(since: Int = 2): PoliceRecord }
    union Person = Child | Adult
    type Header { state: String! days: Int }
    type PoliceRecord { incidents(kind: Kind): [Incident!] score: Float history: [[Int]!] }
    interface Event { id: ID! at: Int }
    type Incident implements Event { id: ID! at: Int kind: Kind text: String officer: Officer others: [Person] certain: Boolean! }
    type Officer @key(fields: "badge") { badge: ID! rank: Rank incidents: [Incident!] name: String @shareable }
    enum Kind { THEFT ASSAULT }
    enum Rank { CONSTABLE SERGEANT }`,
  health: `${LINK}
    type Child @key(fields: "id view") { id: ID! view: ID! @inaccessible health: HealthRecord }
    type Adult @key(fields: "id view") { id: ID! view: ID! @inaccessible health: HealthRecord }
    type HealthRecord { visits: [Visit!] findings: [Finding] }
    interface Event { id: ID! at: Int }
    type Visit implements Event { id: ID! at: Int place: String found: Found doctor: String! }
    type Absence { why: String }
    union Finding = Visit | Absence
    enum Found { INJURY NOTHING }`,
  casework: `${LINK}
    type Child @key(fields: "id view") {
      id: ID! view: ID! @inaccessible header: Header @external born: Int @external
      level(plus: Int): Level @requires(fields: "header { state days } born")
    }
    type Header { state: String! @external days: Int @external }
    type Level @shareable { sum: Int! told: String doubled: Int }
    type Case @key(fields: "reference area { code }") {
      reference: String! area: Area! subjects: [Child!]! @external deadline(days: Int = 10): String!
      busy: Boolean @requires(fields: "subjects { id }") documents: [Document!]!
    }
    type Area @shareable { code: ID! }
    interface Document { id: ID! title: String pages: Int! }
    type Report implements Document @key(fields: "id") { id: ID! title: String pages: Int! author: Officer }
    type Letter implements Document @key(fields: "id") { id: ID! title: String pages: Int! to: Adult }
    type Officer @key(fields: "badge") { badge: ID! }
    type Adult @key(fields: "id view") { id: ID! view: ID! @inaccessible }
    type Query { documents: [Document!]! }`,
  staff: `${LINK}
    type Officer @key(fields: "badge") { badge: ID! name: String @shareable salutation: String @requires(fields: "rank") rank: Rank @external }
    enum Rank { CONSTABLE SERGEANT }
    type Child @key(fields: "id view") {
      id: ID! view: ID! @inaccessible level(plus: Int): Level @external summary: String @requires(fields: "level { sum }")
    }
    type Level @shareable { sum: Int! }`,
};

import { type DocumentNode, visit } from 'graphql';

/** Federation directives a subgraph of ours may use. */
const FEDERATION = ['@key', '@shareable', '@requires', '@external', '@provides', '@tag', '@inaccessible', '@override'] as const;

/** Plain Federation 2.5: any engine that reads Federation 2 reads it. */
const SPEC = 'https://specs.apollo.dev/federation/v2.5';

/** The `@link` header for what the document uses: an import that nothing uses would tie us to more than we need. */
export function federationLink(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Directive: ({ name }) => void used.add(`@${name.value}`) });
  const imports = FEDERATION.filter((directive) => used.has(directive)).map((directive) => `"${directive}"`);
  return `extend schema @link(url: "${SPEC}", import: [${imports.join(', ')}])`;
}

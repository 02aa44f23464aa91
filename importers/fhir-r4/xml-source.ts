import type { SourceFile } from '../../common/publishing/record';
import { UnreadableXml } from '../text/xml';
import { readElements, type XmlElement } from '../text/xml-tree';
import { entryResource } from './bundle';
import { XmlNode } from './node';
import { emptyBundle, faultOf, type FoundResource, notFhir } from './found';

const NAMESPACE = 'http://hl7.org/fhir';

/** What stands in a document, as it streams by: first its root, without children, then each entry of a bundle. */
const ENTRIES = { names: new Set<string>(), inside: 'Bundle' };

/** Every resource of an XML file. */
export async function* readXmlResources(file: SourceFile): AsyncGenerator<FoundResource> {
  let row = 0;
  try {
    let root: XmlElement | undefined;
    for await (const element of readElements(file, ENTRIES)) {
      if (!root) {
        root = element;
        if (root.name !== 'Bundle' || !isFhir(root)) break;
      } else if (element.name === 'entry') {
        row += 1;
        yield entryResource(new XmlNode(element), row, file);
      }
    }
    if (!root || !isFhir(root)) yield notFhir(file);
    else if (root.name !== 'Bundle') yield* onlyResource(file, root.name);
    else if (row === 0) yield emptyBundle(file);
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    yield faultOf(file, row + 1, error.code, error.message, error.remedy);
  }
}

/** A document of another kind also has a root whose name begins with a capital; the namespace tells. */
const isFhir = ({ name, attributes }: XmlElement): boolean => /^[A-Z]/.test(name) && [...attributes.values()].includes(NAMESPACE);

async function* onlyResource(file: SourceFile, root: string): AsyncGenerator<FoundResource> {
  let resource: XmlElement | undefined;
  // Read to the end: what follows the resource may not be well-formed.
  for await (const element of readElements(file, { names: new Set([root]) })) resource ??= element;
  if (resource) yield { kind: 'resource', row: 1, resource: new XmlNode(resource), fullUrl: undefined };
}

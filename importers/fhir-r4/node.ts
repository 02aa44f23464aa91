import type { XmlElement } from '../text/xml-tree';

/**
 * One element of a FHIR resource, read the same way whether it came as JSON or XML: a name may have several elements, and a
 * primitive has a value. Nothing here throws: what is not there is undefined.
 */
export interface FhirNode {
  /** The resource type, e.g. `Patient`; undefined inside a resource. */
  readonly resourceType: string | undefined;
  /** A primitive's value as text. */
  readonly value: string | undefined;
  /** Every element of that name, in order. */
  all(name: string): FhirNode[];
}

export const first = (node: FhirNode | undefined, ...path: readonly string[]): FhirNode | undefined =>
  path.reduce<FhirNode | undefined>((current, name) => current?.all(name)[0], node);

export const valueAt = (node: FhirNode | undefined, ...path: readonly string[]): string | undefined =>
  first(node, ...path)?.value;

/** FHIR has no empty values: what is blank is not there. */
const notBlank = (text: string | undefined): string | undefined => (text === undefined || text.trim() === '' ? undefined : text);

export class JsonNode implements FhirNode {
  constructor(private readonly raw: unknown) {}

  get resourceType(): string | undefined {
    const type = this.property('resourceType');
    return typeof type === 'string' ? type : undefined;
  }

  get value(): string | undefined {
    return ['string', 'number', 'boolean'].includes(typeof this.raw) ? notBlank(String(this.raw)) : undefined;
  }

  all(name: string): FhirNode[] {
    const found = this.property(name);
    if (found === undefined || found === null) return [];
    return (Array.isArray(found) ? found : [found]).map((item) => new JsonNode(item));
  }

  private property(name: string): unknown {
    const { raw } = this;
    const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
    return isObject && Object.hasOwn(raw, name) ? (raw as Record<string, unknown>)[name] : undefined;
  }
}

export class XmlNode implements FhirNode {
  constructor(private readonly element: XmlElement) {}

  get resourceType(): string | undefined {
    return /^[A-Z]/.test(this.element.name) ? this.element.name : undefined;
  }

  get value(): string | undefined {
    return notBlank(this.element.attributes.get('value'));
  }

  all(name: string): FhirNode[] {
    const attribute = name === 'url' ? this.element.attributes.get(name) : undefined;
    if (attribute !== undefined) return [new JsonNode(attribute)];
    const found = this.element.children.filter((child) => child.name === name);
    // In XML a contained or bundled resource stands inside an element; in JSON it is that element.
    return found.map((child) => new XmlNode(unwrapResource(child)));
  }
}

const unwrapResource = (element: XmlElement): XmlElement => {
  const inner = element.children[0];
  const wraps = (element.name === 'resource' || element.name === 'contained') && inner !== undefined;
  return wraps ? inner : element;
};

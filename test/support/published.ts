import { setTimeout } from 'node:timers/promises';
import type { Registered } from '../../common/agency/definition';
import type { ReceiptWithProblems } from '../../common/publishing/receipts';
import { type AgencyUnderTest, Caller } from './agency-caller';

/** Publishes files to an agency under test as its publisher, and waits for the receipt. */
export async function published(
  under: AgencyUnderTest,
  { agency, name }: Registered,
  format: string,
  files: Readonly<Record<string, string>>,
): Promise<ReceiptWithProblems> {
  const publisher = new Caller(under, name, { agency, roles: ['publisher'] });
  const call = async <T>(method: 'GET' | 'POST', path: string, body?: FormData): Promise<T> => {
    const { 'content-type': _, ...headers } = await publisher.headers(path, { method });
    const response = await fetch(`${under.service.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    return (await response.json()) as T;
  };
  const form = new FormData();
  for (const [file, text] of Object.entries(files)) form.append('file', new Blob([text]), file);
  const { id } = await call<{ id: string }>('POST', `/publish/${format}`, form);
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const receipt = await call<ReceiptWithProblems>('GET', `/publications/${id}`);
    if (receipt.completedAt !== null) return receipt;
    await setTimeout(50);
  }
  throw new Error('The publication was not completed within 10 s');
}

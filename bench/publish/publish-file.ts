import type { ReceiptWithProblems } from '../../common/publishing/receipts';
import { HubClient } from '../../tools/publish/hub-client';
import { digestOf, inspectFiles, multipart } from '../../tools/publish/upload';

export interface PublishOptions {
  readonly gatewayUrl: string;
  readonly agency: string;
  readonly format: string;
  token(persona: string): Promise<string>;
}

/** Publishes one file through the gateway as `npm run publish` does. @returns its receipt. @throws Error unless every row was kept */
export async function publishFile(
  { gatewayUrl, agency, format, token }: PublishOptions,
  path: string,
): Promise<ReceiptWithProblems> {
  const files = await inspectFiles([path], () => undefined);
  const client = new HubClient({ gatewayUrl, agency, format, token: () => token(`${agency}-publisher`) });
  const { id } = await client.upload(
    multipart(files, () => undefined),
    digestOf(files),
  );
  const receipt = await client.waitForEnd(id, () => undefined);
  if (receipt.state !== 'COMPLETE' || receipt.rows.rejected > 0) throw new Error(`The ${format} file was not taken whole`);
  return receipt;
}

import 'reflect-metadata';
import { loadAgreements } from '../../../common/access/load-agreements';
import { buildHubSchema, hubSubgraph } from '../../../subgraphs/mash/schema';

test('x', async () => {
  const a = loadAgreements('policy/agreements', ['MASH']).get('MASH')!;
  await buildHubSchema(a);
});

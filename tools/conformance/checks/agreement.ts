import { decide } from '../../../common/access/decide';
import { sourceState } from '../../../common/agency/source-state';
import type { Grant } from '../../../common/access/subject';
import { recordFields } from '../record-fields';
import { type Disclosure, type Finding, finding, type GraphReply, PERSON, type Subject } from '../subject';
import { allTerms, type Terms } from '../viewers';

interface Problems {
  readonly decisions: string[];
  readonly silences: string[];
  readonly states: string[];
  readonly disclosures: string[];
}

/**
 * Every field of the record for every role, purpose and level: shown or withheld as the agreement says, by the rule it says, with
 * the silence that the hub can read, and told for the ledger.
 */
export async function checkAgreement(subject: Subject): Promise<{ findings: Finding[]; cells: number }> {
  const { registered, sdl, everyViewer } = subject.options;
  const fields = recordFields(sdl, registered.recordType);
  const selection = `${fields.map((field) => field.selection).join(' ')} sourceHeader { state }`;
  const problems: Problems = { decisions: [], silences: [], states: [], disclosures: [] };
  let cells = 0;
  for (const terms of allTerms(everyViewer)) {
    for (const ids of [[subject.options.person], []]) {
      const viewer = subject.viewer({ roles: terms.roles });
      const { answer } = await subject.record(viewer, selection, await subject.grant(viewer, { ...terms, ids }));
      const record = subject.recordIn(answer);
      const where = `${terms.roles[0]} ${terms.purpose} level ${terms.level}`;
      if (record === null) {
        problems.decisions.push(`${where}: no record at all`);
        continue;
      }
      const grant = asGrant(terms, viewer.sub, viewer.rid, ids, registered.name);
      for (const { name } of fields) {
        cells += 1;
        judge(`${registered.recordType}.${name}`, name, { subject, grant, record, answer, where, problems });
      }
      if (ids.length === 0) judgeState({ subject, grant, record, where, problems });
    }
  }
  return {
    cells,
    findings: [
      finding('agreement/shows-and-withholds-as-agreed', problems.decisions),
      finding('silences/withheld-is-null-with-its-rule', problems.silences),
      finding('silences/state-of-the-source', problems.states),
      finding('disclosures/told-with-every-answer', problems.disclosures),
    ],
  };
}

/** Of somebody the agency holds nothing of, only the viewer's own rights decide what is said. */
function judgeState({ subject, grant, record, where, problems }: Omit<Cell, 'answer'>): void {
  const { agreement } = subject.options;
  const now = new Date();
  const categories = [...agreement.categories.values()].filter(({ retention }) => retention !== undefined).map(({ id }) => id);
  const knowable = new Set(categories.filter((id) => decide(grant, agreement, id, now).state !== 'WITHHELD'));
  const expected = sourceState({ categories, knowable, held: new Set(), doubtful: false });
  const said = (record.sourceHeader as { state?: unknown } | null)?.state;
  if (said !== expected) problems.states.push(`${where}: ${String(said)} where ${expected} was due`);
}

interface Cell {
  readonly subject: Subject;
  readonly grant: Grant;
  readonly record: Record<string, unknown>;
  readonly answer: GraphReply;
  readonly where: string;
  readonly problems: Problems;
}

function judge(field: string, name: string, { subject, grant, record, answer, where, problems }: Cell): void {
  const { agreement, registered } = subject.options;
  const category = agreement.categoryOf.get(field);
  if (category === undefined) {
    problems.decisions.push(`${field} stands in no category`);
    return;
  }
  const { state, rule } = decide(grant, agreement, category, new Date());
  const error = answer.errors?.find(({ path }) => path?.[2] === registered.field && path[3] === name);
  const value = record[name];
  const at = `${field} for ${where}`;
  if (state === 'CONTENT') {
    if (error !== undefined) problems.decisions.push(`${at} is withheld; ${rule} shows it`);
    else if (!told(answer.extensions?.disclosures, 'released', category, field))
      problems.disclosures.push(`${at} was released and not told`);
    return;
  }
  if (value !== null && value !== undefined) {
    problems[Array.isArray(value) && value.length === 0 ? 'silences' : 'decisions'].push(
      Array.isArray(value) && value.length === 0
        ? `${at} is an empty list where it is withheld`
        : `${at} is shown; ${rule} withholds it`,
    );
  } else if (error?.extensions?.code !== 'WITHHELD') problems.silences.push(`${at} is null without WITHHELD`);
  else if (error.extensions.category !== category || error.extensions.rule !== rule)
    problems.silences.push(`${at} names another rule than ${rule}`);
  else if (!told(answer.extensions?.disclosures, 'withheld', category, field))
    problems.disclosures.push(`${at} was withheld and not told`);
}

const told = (
  entries: readonly Disclosure[] | undefined,
  kind: 'released' | 'withheld',
  category: string,
  field: string,
): boolean =>
  (entries ?? []).some(
    (entry) =>
      entry.person === PERSON && (entry[kind] ?? []).some((one) => one.category === category && one.fields.includes(field)),
  );

const asGrant = (terms: Terms, sub: string, rid: string, ids: readonly string[], aud: string): Grant => ({
  kind: 'grant',
  ...{ sub, agency: 'MASH', rid, caseId: 'conformance', person: PERSON, aud, ids, doubtful: false },
  ...terms,
});

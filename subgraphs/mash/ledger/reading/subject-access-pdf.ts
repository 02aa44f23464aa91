import PDFDocument from 'pdfkit';
import type { SubjectAccess, SubjectLook } from './subject-access';

/** The only file that knows how a PDF is made. */
const MARGIN = 56;

/** The pack as a PDF for print: A4, text that can be read aloud, no picture. */
export function subjectAccessPdf({ title, madeOn, notice, looks }: SubjectAccess): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, lang: 'en-GB', info: { Title: title }, displayTitle: true });
  const chunks: Buffer[] = [];
  const written = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  document.font('Helvetica-Bold').fontSize(18).text(title).moveDown(0.5);
  document.font('Helvetica').fontSize(10).text(`Made on ${madeOn}. ${looks.length} times.`).moveDown().text(notice).moveDown();
  for (const look of looks) writeLook(document, look);
  document.end();
  return written;
}

function writeLook(document: PDFKit.PDFDocument, { on, organisation, roles, purpose, basis, shown }: SubjectLook): void {
  document
    .font('Helvetica-Bold')
    .fontSize(11)
    .text(`${on}: ${organisation} (${roles.join(', ')})`);
  document.font('Helvetica').fontSize(10);
  const why = [purpose, basis].filter((word) => word !== null).map(words);
  if (why.length > 0) document.text(`Why: ${why.join(', on the basis of ')}`);
  for (const { custodian, what } of shown) document.text(`From ${custodian}: ${what.join('; ')}`, { indent: 12 });
  document.moveDown(0.6);
}

const words = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

/** One bar of a chart; `value` null: too few to be shown. */
export interface Bar {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

const ROW = 22;
const LEFT = 190;
const WIDTH = 720;
/** Distinct in print and to the colour-blind (Okabe and Ito). */
const COLOURS = ['#0072b2', '#e69f00', '#999999'];

/** A chart of horizontal bars as SVG, with its numbers written out, so that it can be read without its colours. */
export function barChart(title: string, series: readonly string[], bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const height = 58 + bars.length * (series.length * ROW + 8);
  const scale = (WIDTH - LEFT - 70) / most;
  const legend = series.map(
    (name, index) =>
      `<rect x="${LEFT + index * 170}" y="34" width="12" height="12" fill="${COLOURS[index]}"/><text x="${LEFT + 18 + index * 170}" y="44">${escaped(name)}</text>`,
  );
  const rows = bars.flatMap(({ label, values }, at) => {
    const top = 58 + at * (series.length * ROW + 8);
    const drawn = values.map((value, index) => {
      const y = top + index * ROW;
      const width = Math.round((value ?? 0) * scale);
      const said = value === null ? 'fewer than 5' : String(value);
      return `<rect x="${LEFT}" y="${y}" width="${width}" height="${ROW - 6}" fill="${COLOURS[index]}"/><text x="${LEFT + width + 6}" y="${y + 12}">${said}</text>`;
    });
    return [`<text x="${LEFT - 8}" y="${top + 12}" text-anchor="end">${escaped(label)}</text>`, ...drawn];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<text x="8" y="20" font-size="15" font-weight="bold">${escaped(title)}</text>`,
    ...legend,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

import type { Figures, QueryReport } from './figures.ts';

const HEAD = [
  'query',
  'server',
  'req/s',
  'p50 ms',
  'p99 ms',
  'Node ms',
  'PG ms',
  'statements',
  'ratio',
  'targets',
] as const;

/** The figures as a table in Markdown. */
export function formatReport(reports: readonly QueryReport[]): string {
  const rows = reports.flatMap((report) => [
    rowOf(report.query.name, 'pagoda', report.pagoda, formatRatio(report), formatTargets(report, reports)),
    rowOf('', 'bare', report.bare, '', ''),
  ]);
  return formatTable([HEAD, ...rows]);
}

function rowOf(query: string, server: string, figures: Figures, ratio: string, targets: string): readonly string[] {
  const { perSecond, p50, p99, nodeCpu, postgresCpu, statements } = figures;
  return [
    query,
    server,
    perSecond.toFixed(perSecond < 100 ? 1 : 0),
    ...[p50, p99, nodeCpu, postgresCpu].map((milliseconds) => milliseconds.toFixed(2)),
    String(Number(statements.toFixed(2))),
    ratio,
    targets,
  ];
}

function formatRatio({ ratio: { median, least, most } }: QueryReport): string {
  return `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
}

interface Target {
  readonly text: string;
  readonly isMet: boolean;
}

function formatTargets(report: QueryReport, reports: readonly QueryReport[]): string {
  return targetsOf(report, reports)
    .map(({ text, isMet }) => `${text}: ${isMet ? 'met' : 'NOT MET'}`)
    .join(', ');
}

/** How much slower a search in Japanese may be. */
const JAPANESE_FACTOR = 2;

function targetsOf({ query, ratio, pagoda }: QueryReport, reports: readonly QueryReport[]): Target[] {
  const targets: Target[] = [];
  if (query.ratio !== null) targets.push({ text: `ratio >= ${query.ratio}`, isMet: ratio.median >= query.ratio });
  if (query.statements !== null) {
    targets.push({ text: `statements <= ${query.statements}`, isMet: pagoda.statements <= query.statements });
  }
  const ascii = query.name === 'q4j' ? reports.find((one) => one.query.name === 'q4') : undefined;
  if (ascii) {
    const factor = ascii.pagoda.perSecond / pagoda.perSecond;
    targets.push({ text: `${factor.toFixed(2)}x of q4 <= ${JAPANESE_FACTOR}x`, isMet: factor <= JAPANESE_FACTOR });
  }
  return targets;
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...body.map(line)].join('\n');
}

import type { Command } from 'commander';
import { describeSettings } from '../../config.ts';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';

export function addConfigCommand(program: Command, invocation: Invocation): void {
  program
    .command('config')
    .description('the settings')
    .command('print')
    .description('print every setting, its value and where it came from; secrets are hidden')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => printConfig(invocation, options.json === true));
}

function printConfig(invocation: Invocation, asJson: boolean): void {
  const rows = describeSettings(readSettings(invocation));
  if (asJson) {
    invocation.terminal.print(JSON.stringify(rows, null, 2));
    return;
  }
  const widths = { name: widthOf(rows.map((row) => row.name)), value: widthOf(rows.map((row) => row.value)) };
  for (const { name, value, source } of rows) {
    invocation.terminal.print(`${name.padEnd(widths.name)}  ${value.padEnd(widths.value)}  ${source}`);
  }
}

function widthOf(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

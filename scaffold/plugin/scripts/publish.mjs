// `npm run publish`. npm also runs this script at the end of `npm publish`: then all is done.
import { spawnSync } from 'node:child_process';

if (process.env.npm_command !== 'publish') {
  const { status } = spawnSync('npm', ['publish'], { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = status ?? 1;
}

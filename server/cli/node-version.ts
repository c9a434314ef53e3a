const LEAST = 24;

/** Node as it should be, or a sentence that says what to do; older ones lack what the server is built on. */
export function refuseOldNode(version: string): string | null {
  if (Number.parseInt(version, 10) >= LEAST) return null;
  return (
    `Pagoda needs Node ${LEAST} or newer, and this is ${version}. ` +
    'Start it with "npm start" or the command "pagoda", which find the Node that came with it, or install Node 24 from nodejs.org.'
  );
}

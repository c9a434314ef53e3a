import { isRouteResponse, type PluginRoute, type RouteResponse } from 'pagoda-plugin-sdk';
import { whyNoJson } from './json-answer.ts';
import { sampleRequest, type RequestChange, type SampleRequest } from './sample-request.ts';
import type { Session } from './session.ts';
import { isForCaller, isMistake, textOf } from './throws.ts';
import type { Observation } from './watch-call.ts';

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const AUTHS: readonly unknown[] = [undefined, 'public', 'authenticated', 'superuser'];
const GARBAGE = ['%$?', '-1', '99999999999999999999', ''];

/** Routes: how they are declared, and what they answer to requests good and bad. */
export async function checkRoutes(session: Session): Promise<void> {
  const shapes = new Map<string, string>();
  for (const [index, route] of session.plugin.routes.entries()) {
    const thing = `routes[${index}] (${route.method} ${route.path})`;
    const shape = `${route.method} ${route.path.replaceAll(/:\w+/g, ':')}`;
    const wrong = whyWrong(route) ?? whyTaken(shapes.get(shape));
    shapes.set(shape, thing);
    if (wrong) session.report('routes', thing, ...wrong);
    else await callRoute(session, thing, route);
  }
}

type Wrong = readonly [cause: string, remedy: string];

function whyWrong({ method, path, auth, handler }: PluginRoute): Wrong | null {
  if (!METHODS.includes(method)) return ['its method is none', `Write one of ${METHODS.join(', ')}.`];
  if (typeof handler !== 'function') return ['it has no handler', 'Make it with get, post, put, patch, del or view.'];
  if (typeof path !== 'string' || path.startsWith('/')) {
    return ['its path begins with a slash', "Write it relative to the plugin's address: 'greet/:name/'."];
  }
  if (path !== '' && !path.endsWith('/'))
    return ['its path does not end with a slash', `Write '${path}/': clients send it.`];
  if (!/^((:[A-Za-z_]\w*|(?!\.\.?\/)[^/:?#%\\\s]+)\/)*$/.test(path))
    return ['its path is no series of "part/" and ":name/"', 'Correct it.'];
  if (!AUTHS.includes(auth)) {
    return [
      `nobody knows its auth "${String(auth)}"`,
      "Write 'public', 'authenticated' or 'superuser', or a function.",
    ];
  }
  return null;
}

function whyTaken(other: string | undefined): Wrong | null {
  return other === undefined ? null : [`${other} takes the same addresses`, 'Change the path of one of them.'];
}

async function callRoute(session: Session, thing: string, route: PluginRoute): Promise<void> {
  const call = async (change: RequestChange = {}, more: object = {}): Promise<[SampleRequest, Observation | null]> => {
    const sample = sampleRequest(session.plugin.id, route, change);
    const probe = {
      topic: 'routes',
      thing,
      call: (ctx: never) => route.handler(sample.request, ctx),
      ...more,
    } as const;
    return [sample, await session.observe(probe)];
  };
  const [sample, seen] = await call();
  if (!seen) return;
  judgeAnswer(session, thing, seen, '');
  await call({}, { world: { isBroken: true } });
  if (route.auth === 'public') {
    const [, anonymous] = await call({}, { actor: null });
    if (anonymous) judgeAnswer(session, thing, anonymous, ' to who is not logged in');
  }
  if (route.method === 'GET') {
    const counts: number[] = [];
    for (const rows of [1, 50]) counts.push((await call({}, { world: { rows } }))[1]?.calls ?? 0);
    const [one = 0, fifty = 0] = counts;
    const cause = `it calls models ${one} times for 1 stored object and ${fifty} times for 50`;
    if (fifty > one) session.report('loads', thing, cause, 'Ask once for all, with { id: { in: ids } }.');
  }
  // Who fails at a good request may fail at a bad one.
  if (statusOf(seen) >= 500) return;
  for (const [what, change] of badRequests(route, sample)) {
    const [, bad] = await call(change);
    if (!bad || bad.ended === 'hung' || statusOf(bad) < 500) continue;
    const said = bad.ended === 'threw' ? `throws ${textOf(bad.value)}` : `answers ${statusOf(bad)}`;
    const remedy = 'Answer 400: read it with queryInteger, parseBody or a check that throws ValidationError.';
    session.report('routes', thing, `it ${said} to ${what}`, remedy);
  }
}

function judgeAnswer({ report }: Session, thing: string, seen: Observation, whom: string): void {
  if (seen.ended === 'threw' && !seen.isBlind && isMistake(seen.value)) {
    report(
      'routes',
      thing,
      `it fails with ${textOf(seen.value)}${whom}`,
      'Handle what may be missing: a body, a query, somebody logged in.',
    );
  }
  if (seen.ended !== 'returned') return;
  const answer = answerOf(seen.value);
  const cause = whyNoJson(answer);
  if (cause) report('routes', thing, `it ${cause}${whom}`, 'Return data that JSON can hold, or response(204).');
  const { status, body } = answer;
  if (!cause && status >= 400 && (typeof body !== 'object' || body === null)) {
    report(
      'routes',
      thing,
      `its error ${status} has no object as its body${whom}`,
      "Answer response(status, { message: '…' }), or throw ValidationError.",
    );
  }
}

function badRequests(
  route: PluginRoute,
  { queried, read }: SampleRequest,
): readonly (readonly [string, RequestChange])[] {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const texts = (name: string, key: 'params' | 'query'): readonly (readonly [string, RequestChange])[] =>
    GARBAGE.filter((text) => text !== '' || key === 'query').map((text) => [
      `${name}=${text}`,
      { [key]: { [name]: text } },
    ]);
  const bodies = ['POST', 'PUT', 'PATCH'].includes(route.method)
    ? [[], 'text', 5, null, ...[...read].flatMap((key) => [{ [key]: 5 }, { [key]: {} }, { [key]: null }])]
    : [];
  return [
    ...names.flatMap((name) => texts(name, 'params')),
    ...[...queried].flatMap((name) => texts(name, 'query')),
    ...bodies.map((body) => [`the body ${JSON.stringify(body)}`, { body }] as const),
  ];
}

function answerOf(value: unknown): Pick<RouteResponse, 'status' | 'body' | 'headers'> {
  return isRouteResponse(value) ? value : { status: 200, body: value, headers: {} };
}

/** As the server would answer. */
function statusOf(seen: Observation): number {
  if (seen.ended === 'returned') return answerOf(seen.value).status;
  return seen.ended === 'threw' && isForCaller(seen.value) ? 400 : 500;
}

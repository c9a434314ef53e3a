import type { App } from '../app.ts';

export interface FormAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The cookies that the answer set, with their attributes. */
  readonly cookies: Readonly<Record<string, { readonly value: string; readonly text: string }>>;
}

export interface BrowserSession {
  readonly sessionid: string;
  readonly csrftoken: string;
  /** Both as a browser sends them. */
  readonly cookie: string;
}

type Headers = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, string>>;

/** Where a request comes from, for throttling. */
export interface From {
  readonly url?: string;
  readonly address?: string;
  readonly headers?: Headers;
}

/** Opens the page and sends its form, as a browser does. */
export async function sendLogin(app: App, fields: Fields, from: From = {}): Promise<FormAnswer> {
  const { url = '/login', headers = {} } = from;
  const page = await app.fastify.inject({ url });
  const token = page.cookies.find(({ name }) => name === 'csrftoken')?.value ?? '';
  const cookie = [`csrftoken=${token}`, ...(headers['cookie'] === undefined ? [] : [headers['cookie']])].join('; ');
  return sendForm(app, { csrfmiddlewaretoken: token, ...fields }, { ...from, url, headers: { ...headers, cookie } });
}

export async function sendForm(
  app: App,
  fields: Fields,
  { url = '/login', address, headers = {} }: From,
): Promise<FormAnswer> {
  const answer = await app.fastify.inject({
    method: 'POST',
    url,
    remoteAddress: address,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
  const texts = [answer.headers['set-cookie'] ?? []].flat();
  return {
    status: answer.statusCode,
    location: answer.headers.location,
    body: answer.body,
    headers: answer.headers,
    cookies: Object.fromEntries(
      answer.cookies.map(({ name, value }) => [
        name,
        { value, text: texts.find((text) => text.startsWith(`${name}=`)) ?? '' },
      ]),
    ),
  };
}

/** The session of somebody who logged in. */
export async function logInAs(app: App, username: string, password: string): Promise<BrowserSession> {
  const { status, cookies } = await sendLogin(app, { username, password });
  const [sessionid, csrftoken] = [cookies['sessionid']?.value, cookies['csrftoken']?.value];
  if (status !== 303 || !sessionid || !csrftoken) throw new Error(`The log-in was answered with ${status}`);
  return { sessionid, csrftoken, cookie: `sessionid=${sessionid}; csrftoken=${csrftoken}` };
}

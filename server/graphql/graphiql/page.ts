/** Where the page's own files are. */
export const ASSETS_PATH = '/graphql/graphiql/';

export const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>GraphiQL - Pagoda</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${ASSETS_PATH}ruru/ruru.css" />
    <link rel="stylesheet" href="${ASSETS_PATH}page.css" />
    <script type="module" src="${ASSETS_PATH}page.js"></script>
  </head>
  <body>
    <form id="login">
      <strong>Pagoda</strong>
      <label>Token <input id="token" type="password" autocomplete="off" spellcheck="false" placeholder="paste a token, press Enter" /></label>
      <output id="who"></output>
      <a id="log-in" href="/login?next=/graphql" hidden>Log in with a password</a>
      <button id="log-out" type="button" hidden>Log out</button>
    </form>
    <main id="ruru-root"></main>
  </body>
</html>
`;

export const STYLE = `
body { margin: 0; height: 100vh; display: flex; flex-direction: column; font: 14px system-ui, sans-serif; }
#login { display: flex; gap: 1.5em; align-items: center; padding: 0.5em 1em; background: #20242c; color: #fff; }
#login label { display: flex; gap: 0.5em; align-items: center; }
#login input { width: 26em; padding: 0.2em 0.5em; border: 1px solid #667; border-radius: 4px; font: inherit; }
#login a { color: #9cc3ff; }
#login button { padding: 0.2em 0.9em; border: 1px solid #667; border-radius: 4px; background: #343b48; color: #fff; font: inherit; cursor: pointer; }
#login button:hover { background: #434c5c; }
#login [hidden] { display: none; }
#ruru-root { flex: 1; min-height: 0; }
#ruru-root > * { height: 100%; }
`;

/** Runs in the browser. The token lives as long as the tab does and goes nowhere but to this server. Without one the session counts. */
export const SCRIPT = String.raw`
const worker = (name) => new Worker(new URL('ruru/' + name, import.meta.url), { type: 'module' });
const workers = { json: 'jsonWorker.js', graphql: 'graphqlWorker.js' };
globalThis.MonacoEnvironment = { getWorker: (_, label) => worker(workers[label] ?? 'editorWorker.js') };

const [{ React, createRoot, Ruru }, { createClient }] = await Promise.all([
  import('./ruru/ruru.js'),
  import('./graphql-ws/client.js'),
]);

const STORED = 'pagoda.token';
const defaultQuery = '# Log in or paste a token above, then press\n# Ctrl-Enter here. The book on the left opens\n# the docs.\n\n{\n  me {\n    username\n  }\n}\n';
const endpoint = new URL('/graphql', location.href);
const socketUrl = new URL(endpoint);
socketUrl.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

const input = document.getElementById('token');
const who = document.getElementById('who');
const logIn = document.getElementById('log-in');
const logOut = document.getElementById('log-out');
const root = createRoot(document.getElementById('ruru-root'));
const token = () => sessionStorage.getItem(STORED) ?? '';
const authorization = () => (token() === '' ? {} : { authorization: 'Token ' + token() });
const sockets = createClient({ url: socketUrl.href, connectionParams: () => ({ token: token() }) });

async function post(params, headers) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(), ...headers },
    body: JSON.stringify(params),
  });
  return response.json();
}

// The editor's own syntax tree is behind what was typed last.
function isSubscription({ query, operationName }) {
  const bare = query.replace(/"""[^]*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, '');
  let depth = 0;
  for (const [sign, kind, name] of bare.matchAll(/[{}]|(?<![$@\w])(query|mutation|subscription)\b\s*(\w*)/g)) {
    if (kind && depth === 0 && (!operationName || name === operationName)) return kind === 'subscription';
    depth += { '{': 1, '}': -1 }[sign] ?? 0;
  }
  return false;
}

function fetcher(params, { headers } = {}) {
  return isSubscription(params) ? sockets.iterate(params) : post(params, headers);
}

async function showWho() {
  who.textContent = '';
  const { data, errors } = await post({ query: '{ me { username } }' });
  who.textContent = data?.me?.username ?? errors?.[0]?.message ?? 'anonymous';
  logIn.hidden = token() !== '' || data?.me != null;
  logOut.hidden = token() !== '' || data?.me == null;
}

function show() {
  // With another token the schema may be another: a fetcher that was not there before makes the editor read it again.
  root.render(React.createElement(Ruru, { defaultQuery, fetcher: (...args) => fetcher(...args) }));
  showWho().catch((error) => (who.textContent = error.message));
}

input.value = token();
document.getElementById('login').addEventListener('submit', (event) => event.preventDefault());
logOut.addEventListener('click', async () => {
  const [, csrfToken = ''] = /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie) ?? [];
  const { ok } = await fetch('/logout', { method: 'POST', headers: { 'x-csrftoken': csrfToken } });
  if (ok) location.reload();
  else location.href = '/login?stay';
});
input.addEventListener('change', () => {
  sessionStorage.setItem(STORED, input.value.trim());
  sockets.terminate();
  show();
});
show();
`;

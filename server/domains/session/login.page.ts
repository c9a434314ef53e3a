import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; --back: #f3f4f7; --card: #fff; --text: #1b1f27; --dim: #596072; --line: #8a91a3; --key: #1f5fd0; --on-key: #fff; --bad: #b3261e; --bad-back: #fdeceb; }
@media (prefers-color-scheme: dark) {
  :root { --back: #14171d; --card: #1f242d; --text: #eceef3; --dim: #a9b0c0; --line: #6b7487; --key: #7fb0ff; --on-key: #0d1526; --bad: #ffb4ab; --bad-back: #41201d; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 23rem; padding: 2rem 1.75rem; background: var(--card); border-radius: .75rem; box-shadow: 0 1px 3px #0003, 0 8px 30px #0001; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.2; }
.what { margin: .25rem 0 1.5rem; color: var(--dim); }
.problem { margin: 0 0 1.25rem; padding: .6rem .8rem; border-left: .25rem solid var(--bad); border-radius: .25rem; background: var(--bad-back); color: var(--bad); }
label { display: block; margin: 0 0 .25rem; font-weight: 600; }
input { width: 100%; margin: 0 0 1.1rem; padding: .55rem .7rem; border: 1px solid var(--line); border-radius: .4rem; background: transparent; color: inherit; font: inherit; }
button { width: 100%; margin-top: .4rem; padding: .65rem; border: 0; border-radius: .4rem; background: var(--key); color: var(--on-key); font: inherit; font-weight: 600; cursor: pointer; }
button:hover { filter: brightness(1.08); }
:is(input, button, a):focus-visible { outline: 3px solid var(--key); outline-offset: 2px; }
a { color: var(--key); }
.more { margin: 1.25rem 0 0; text-align: center; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Headers of the pages. Nothing is loaded, no script runs, and no other page may show them in a frame. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  // With `no-referrer` browsers would hide from us where the form comes from.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface LoginForm {
  /** Where the form is sent. */
  readonly action: string;
  readonly csrfToken: string;
  readonly next: string;
  readonly username?: string;
  readonly problem?: string;
}

export function renderLoginPage({ action, csrfToken, next, username = '', problem }: LoginForm): string {
  const invalid = problem === undefined ? '' : ' aria-describedby="problem"';
  const focus = (isHere: boolean): string => (isHere ? ' autofocus' : '');
  return renderPage(
    'Log in',
    `<p class="what">Log in to go on</p>
      ${problem === undefined ? '' : `<p class="problem" id="problem" role="alert">${escapeHtml(problem)}</p>`}
      <form method="post" action="${escapeHtml(action)}">
        <input type="hidden" name="csrfmiddlewaretoken" value="${escapeHtml(csrfToken)}">
        <input type="hidden" name="next" value="${escapeHtml(next)}">
        <label for="username">Username</label>
        <input id="username" name="username" value="${escapeHtml(username)}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="150" required${invalid}${focus(username === '')}>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required${invalid}${focus(username !== '')}>
        <button>Log in</button>
      </form>`,
  );
}

export interface AccountPage {
  readonly username: string;
  readonly csrfToken: string;
  /** Where the work is; null when there is no page. */
  readonly home: string | null;
}

/** For who is logged in: says so, and lets go. */
export function renderAccountPage({ username, csrfToken, home }: AccountPage): string {
  return renderPage(
    'Logged in',
    `<p class="what">You are logged in as <strong>${escapeHtml(username)}</strong></p>
      <form method="post" action="/logout">
        <input type="hidden" name="csrfmiddlewaretoken" value="${escapeHtml(csrfToken)}">
        <button>Log out</button>
      </form>
      ${home === null ? '' : `<p class="more"><a href="${escapeHtml(home)}">Go on</a></p>`}`,
  );
}

export function renderProblemPage(problem: string): string {
  return renderPage(
    'Log in',
    `<p class="what">This did not work</p>
      <p class="problem" role="alert">${escapeHtml(problem)}</p>
      <p class="more"><a href="/login">Back to the log-in</a></p>`,
  );
}

function renderPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} - Pagoda</title>
    <link rel="icon" href="data:,">
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>Pagoda</h1>
      ${content}
    </main>
  </body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

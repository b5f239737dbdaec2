/** The pages of a sign-in in a browser. */
import { users } from '../../model/directory/tables.js';
import type { Tenant } from '../tenant.js';

const SHOWN_USERS = 100;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 34rem; padding: 0 1rem; }
ul { list-style: none; padding: 0; } li a { display: block; padding: .4rem 0; }
small { color: #666; display: block; } input { font: inherit; padding: .3rem; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
<p><small>graph-entitlement-emulator: nobody is asked for a password here.</small></p>
</body>
</html>
`;
}

/** Lets somebody choose who they are; the choice comes back as the parameter `user`, with all the others. */
export function usersPage(tenant: Tenant, title: string, path: string, query: URLSearchParams): string {
  const items: string[] = [];
  tenant.timeline.scan(users, (user) => {
    if (user.accountEnabled === false) return true;
    const chosen = new URLSearchParams(query);
    chosen.set('user', user.id);
    const name = escaped(user.displayName ?? user.userPrincipalName);
    const href = escaped(`${path}?${chosen}`);
    items.push(`<li><a href="${href}">${name}<small>${escaped(user.userPrincipalName)}</small></a></li>`);
    return items.length < SHOWN_USERS;
  });
  const other = form(
    path,
    [...query].filter(([name]) => name !== 'user'),
    'user',
    'User principal name',
    'Sign in',
  );
  return page(title, `<ul>${items.join('')}</ul>${other}`);
}

/** Asks for the code that a device shows. */
export function deviceCodePage(path: string): string {
  return page('Enter the code that your device shows', form(path, [], 'user_code', 'Code', 'Next'));
}

function form(
  path: string,
  hidden: readonly (readonly [string, string])[],
  name: string,
  label: string,
  action: string,
): string {
  return `<form action="${escaped(path)}">${hiddenFields(hidden)}<label>${escaped(label)} <input name="${name}"></label> <button>${escaped(action)}</button></form>`;
}

function hiddenFields(fields: readonly (readonly [string, string])[]): string {
  return fields
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('');
}

/** Sends the result of a sign-in by a form, as `response_mode=form_post` asks. */
export function formPostPage(to: string, fields: readonly (readonly [string, string])[]): string {
  const body = `<form method="post" action="${escaped(to)}">${hiddenFields(fields)}<button>Continue</button></form>
<script>document.forms[0].submit()</script>`;
  return page('Signed in', body);
}

/** Tells one thing. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escaped(text)}</p>`);
}

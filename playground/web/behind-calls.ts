// What a stand-in received, newest first: calls that are alike in one line, with what is left of their rate limit.
import { html, nothing, type TemplateResult } from 'lit';

export interface Call {
  at: number;
  method: string;
  path: string;
  status: number | string;
  body?: unknown;
  rateLimit?: { remaining: number; limit: number };
}

export const renderCalls = (title: string, calls: readonly Call[]): TemplateResult => html`<section>
  <h2>${title}</h2>
  ${calls.length === 0 ? html`<p>Nothing yet.</p>` : nothing}
  <ul>
    ${alike(calls).map(
      ([{ status, method, path, body, rateLimit }, count]) => html`<li class=${isRefused(status) ? 'refused' : ''}>
        <code title=${path}>${status} ${method} ${withShortIds(path)}</code> ${count === 1 ? nothing : html`<b>× ${count}</b>`}
        ${rateLimit ? html`<small title="Calls left in this rate limit">${rateLimit.remaining} of ${rateLimit.limit} left</small>` : nothing}
        ${body === undefined ? nothing : html`<details><summary>body</summary><pre>${JSON.stringify(body, null, 1)}</pre></details>`}
      </li>`,
    )}
  </ul>
</section>`;

/** Polling asks the same again and again. */
function alike(calls: readonly Call[]): [Call, number][] {
  const groups: [Call, number][] = [];
  for (const call of calls) {
    const last = groups.at(-1);
    const isSame = last && call.body === undefined && nameOf(last[0]) === nameOf(call);
    if (isSame) last[1] += 1;
    else groups.push([call, 1]);
  }
  return groups;
}

const nameOf = ({ status, method, path }: Call) => `${status} ${method} ${path}`;

const isRefused = (status: number | string) => typeof status === 'string' || status >= 400;

/** Whole ids fill a line each, and their ends tell them apart. */
const withShortIds = (path: string) => path.replace(/[\w-]{17,}/g, (id) => `…${id.slice(-5)}`);

// What a stand-in received, newest first: calls that are alike in one line, with what is left of
// their rate limit.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { words } from './words/words.ts';

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
  ${calls.length === 0 ? html`<p>${words().behind.none}</p>` : nothing}
  <ul>
    ${repeat(
      withKeys(alike(calls)),
      ({ key }) => key,
      ({
        call: { status, method, path, body, rateLimit },
        count,
      }) => html`<li class=${isRefused(status) ? 'refused' : ''}>
        <code title=${path}>${status} ${method} ${withShortIds(path)}</code> ${count === 1 ? nothing : html`<b>× ${count}</b>`}
        ${rateLimit ? html`<small title=${words().behind.rateLimit}>${words().behind.callsLeft(rateLimit.remaining, rateLimit.limit)}</small>` : nothing}
        ${body === undefined ? nothing : html`<details><summary>${words().behind.body}</summary><pre>${JSON.stringify(body, null, 1)}</pre></details>`}
      </li>`,
    )}
  </ul>
</section>`;

/** What was opened stays open while more comes above it. */
function withKeys(groups: readonly [Call, number][]): { key: string; call: Call; count: number }[] {
  const seen = new Map<string, number>();
  const fromOldest = groups.toReversed().map(([call, count]) => {
    const name = `${call.at} ${nameOf(call)}`;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return { key: `${name} ${number}`, call, count };
  });
  return fromOldest.toReversed();
}

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

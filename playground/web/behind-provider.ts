// The image API in the side panel: how fast it is, and what can be broken in it.
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { words } from './words/words.ts';

export interface Provider {
  behaviour: { speed: number };
  faults: { kind: unknown }[];
  /** What becomes of the next tasks, where not as usual. */
  nextPlans: { error?: unknown }[];
}

/** @param body as the image API stand-in's controls take it */
type Tell = (path: string, body: unknown) => void;

/** As its words are called. */
type FaultName = 'refuseKey' | 'tooMany' | 'loseAnswer' | 'failLooks' | 'moderate';

/** In front of its endpoints. */
const FAULTS: readonly [FaultName, { on: string; times: number; kind: unknown }][] = [
  ['refuseKey', { on: 'create', times: 1, kind: { status: 401, body: '{"message":"invalid api key"}' } }],
  ['tooMany', { on: 'create', times: 1, kind: { status: 429, headers: { 'retry-after': '3' } } }],
  ['loseAnswer', { on: 'create', times: 1, kind: 'reset-after' }],
  ['failLooks', { on: 'poll', times: 10, kind: { status: 500 } }],
];

/** Of a task that it has taken. */
const PLANS: readonly [FaultName, { outcome: string; error: unknown }][] = [
  [
    'moderate',
    {
      outcome: 'failed',
      error: { code: '002014001', message: 'The prompt was flagged by content moderation.' },
    },
  ],
];

export const renderProvider = (provider: Provider, tell: Tell): TemplateResult => html`<section>
  <h2>${words().provider.title}</h2>
  <label>${words().provider.speed}
    <select @change=${(event: Event) => tell('images/manner', { speed: Number((event.target as HTMLSelectElement).value) })}>
      ${[0.25, 1, 4].map((speed) => html`<option value=${speed} .selected=${live(provider.behaviour.speed === speed)}>${speed} ×</option>`)}
    </select>
  </label>
  <div class="faults">
    ${FAULTS.map(([name, fault]) => renderButton(words().provider[name], () => tell('images/faults', fault)))}
    ${PLANS.map(([name, plan]) => renderButton(words().provider[name], () => tell('images/next-plan', plan)))}
    ${renderButton(words().provider.noFaults, () => {
      tell('images/faults', {});
      tell('images/no-plans', {});
    })}
  </div>
  <p role="status">${describeFaults(provider)}</p>
</section>`;

const renderButton = (label: string, act: () => void): TemplateResult =>
  html`<button type="button" @click=${act}>${label}</button>`;

/** Faults wait for the next call that they are meant for, plans for the next task. */
function describeFaults({ faults, nextPlans }: Provider): string {
  const own = words().provider;
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const found = [
    ...faults.map(({ kind }) => FAULTS.find(([, fault]) => isSame(fault.kind, kind))),
    ...nextPlans.map(({ error }) => PLANS.find(([, plan]) => isSame(plan.error, error))),
  ];
  return found.length === 0
    ? own.works
    : own.waits(found.map((known) => (known ? own[known[0]] : own.otherFault)).join(', '));
}

// What whoever one is may still spend where one is: every limit that the bot checks, the member's own first.
import { html, type TemplateResult } from 'lit';
import { relativeTime } from './relative-time.ts';

export interface Budget {
  rule: string;
  source?: string;
  window: string;
  limitMicros: number;
  spentMicros: number;
  reservedMicros: number;
  leftMicros: number;
  resetsAt?: number;
}

const NAMES: Readonly<Record<string, string>> = {
  member: 'Their allowance here',
  server: 'What the server has set itself',
  'host-member': 'One person, in all servers',
  'host-server': 'This server, by the host',
  host: 'The whole bot',
};
const SOURCES: Readonly<Record<string, string>> = {
  member: 'set for them',
  role: 'by a role',
  default: 'the server’s default',
  host: 'the host’s default',
};

const WINDOWS: Readonly<Record<string, string>> = {
  day: 'today',
  week: 'this week',
  month: 'this month',
  total: 'in all',
};

const usd = (micros: number) => `$${(micros / 1e6).toFixed(2)}`;

/** @param who whose budgets these are */
export const renderBudgets = (who: string, budgets: readonly Budget[]): TemplateResult => html`<section>
  <h2>Budgets</h2>
  <p>All of them must hold before ${who} is drawn a picture here. What is reserved counts.</p>
  <ul>${budgets.map(renderBudget)}</ul>
</section>`;

function renderBudget(budget: Budget): TemplateResult {
  const { rule, source, window, limitMicros, spentMicros, reservedMicros, leftMicros, resetsAt } = budget;
  const name = NAMES[rule] ?? rule;
  return html`<li class="budget">
    <span><b>${name}</b>${source === undefined ? '' : html` <small>${SOURCES[source] ?? source}</small>`}</span>
    <meter min="0" max=${limitMicros} value=${spentMicros + reservedMicros} aria-label=${`${name}, used`}></meter>
    <small>
      ${usd(leftMicros)} of ${usd(limitMicros)} left ${WINDOWS[window] ?? window}; spent ${usd(spentMicros)}, reserved ${usd(reservedMicros)}${resetsAt === undefined ? '' : `; begins anew ${relativeTime(resetsAt)}`}
    </small>
  </li>`;
}

// What whoever one is may still spend where one is: every limit that the bot checks, the member's
// own first.
import { html, type TemplateResult } from 'lit';
import { relativeTime } from './relative-time.ts';
import { words } from './words/words.ts';

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

const usd = (micros: number) => `$${(micros / 1e6).toFixed(2)}`;

/** @param who whose budgets these are */
export const renderBudgets = (who: string, budgets: readonly Budget[]): TemplateResult => html`<section>
  <h2>${words().budgets.title}</h2>
  <p>${words().budgets.intro(who)}</p>
  <ul>${budgets.map(renderBudget)}</ul>
</section>`;

function renderBudget(budget: Budget): TemplateResult {
  const { rule, source, window, limitMicros, spentMicros, reservedMicros, leftMicros, resetsAt } = budget;
  const own = words().budgets;
  const called = (names: Readonly<Record<string, string>>, key: string) => names[key] ?? key;
  const name = called(own.rules, rule);
  return html`<li class="budget">
    <span><b>${name}</b>${source === undefined ? '' : html` <small>${called(own.sources, source)}</small>`}</span>
    <meter min="0" max=${limitMicros} value=${spentMicros + reservedMicros} aria-label=${own.used(name)}></meter>
    <small>
      ${[
        own.left(usd(leftMicros), usd(limitMicros), called(own.windows, window)),
        own.spent(usd(spentMicros), usd(reservedMicros)),
        ...(resetsAt === undefined ? [] : [own.resets(relativeTime(resetsAt))]),
      ].join('; ')}
    </small>
  </li>`;
}

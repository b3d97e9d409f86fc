// The card above the composer that says what to try next, and does the typing.
import { html, type TemplateResult } from 'lit';
import { type FirstSteps, STEPS, type Step } from './first-steps.ts';
import { withBold } from './with-bold.ts';
import { words } from './words/words.ts';

export function renderStepCard(steps: FirstSteps, act: (step: Step) => void): TemplateResult {
  const step = steps.next;
  const own = words().steps;
  return html`<aside class="step-card" aria-label=${words().frame.guide}>
    <div role="status">${step ? renderStep(step) : html`<p>${withBold(own.done)}</p>`}</div>
    <div class="step-buttons">
      ${
        step
          ? html`<button type="button" class="run" @click=${() => act(step)}>${own[step].act}</button>
              <button type="button" @click=${() => steps.skip(step)}>${own.skip}</button>`
          : ''
      }
      <button type="button" @click=${() => steps.hide()}>${own.hide}</button>
    </div>
  </aside>`;
}

function renderStep(step: Step): TemplateResult {
  const own = words().steps;
  const { title, text } = own[step];
  return html`<p><small>${own.number(STEPS.indexOf(step) + 1, STEPS.length)}</small> <b>${title}</b></p><p>${text}</p>`;
}

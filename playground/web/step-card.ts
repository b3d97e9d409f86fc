// The card above the composer that says what to try next, and does the typing.
import { html, type TemplateResult } from 'lit';
import { type FirstSteps, STEPS, type Step } from './first-steps.ts';

const WORDS: Readonly<Record<Step, { title: string; text: string; act: string }>> = {
  draw: {
    title: 'Draw a picture',
    text: 'Say what it should show, then press Send.',
    act: 'Fill in /imagine',
  },
  edit: {
    title: 'Edit it with words',
    text: 'Reply to a picture, name the bot, and say what should change.',
    act: 'Say what should change',
  },
  cost: {
    title: 'Look at what it cost',
    text: 'A moderator sees who spends what. Become one, then press Send.',
    act: 'Ask as the moderator',
  },
  kill: {
    title: 'Kill the bot while a picture is on its way',
    text: 'Press Send, then “Kill the bot” in the panel, then “Start the bot”: the picture still comes, and is paid for once.',
    act: 'Fill it in and open the panel',
  },
  break: {
    title: 'Break the image API',
    text: 'Choose a fault in the panel, then press Send: see what the member is told, and what the ledger says.',
    act: 'Fill it in and look at the panel',
  },
};

export function renderStepCard(steps: FirstSteps, act: (step: Step) => void): TemplateResult {
  const step = steps.next;
  return html`<aside class="step-card" aria-label="Guide">
    <div role="status">${step ? renderStep(step) : html`<p>That was the first minute. <b>/help</b> says what else there is.</p>`}</div>
    <div class="step-buttons">
      ${
        step
          ? html`<button type="button" class="run" @click=${() => act(step)}>${WORDS[step].act}</button>
              <button type="button" @click=${() => steps.skip(step)}>Skip</button>`
          : ''
      }
      <button type="button" @click=${() => steps.hide()}>Hide the guide</button>
    </div>
  </aside>`;
}

const renderStep = (step: Step): TemplateResult =>
  html`<p><small>${STEPS.indexOf(step) + 1} of ${STEPS.length}</small> <b>${WORDS[step].title}</b></p><p>${WORDS[step].text}</p>`;

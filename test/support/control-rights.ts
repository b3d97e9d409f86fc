// Who may use which button, select and form: the table that both tests of rights read.

export type Outcome = 'yes' | 'no' | 'blocked' | 'unknown';

/**
 * The author of the image; another member, who is the operator; a moderator; a manager; one who is
 * blocked; the other member again, in a direct message.
 */
export const PEOPLE = ['member', 'second', 'moderator', 'manager', 'closed', 'direct'] as const;

const everybody: Outcome[] = ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'];
const seers: Outcome[] = ['yes', 'yes', 'yes', 'yes', 'yes', 'unknown'];
const painters: Outcome[] = ['yes', 'yes', 'yes', 'yes', 'blocked', 'unknown'];
const author: Outcome[] = ['yes', 'no', 'no', 'no', 'no', 'unknown'];
const authorAndModerators: Outcome[] = ['yes', 'no', 'yes', 'yes', 'no', 'unknown'];
const moderators: Outcome[] = ['no', 'no', 'yes', 'yes', 'no', 'no'];
const nobody: Outcome[] = PEOPLE.map(() => 'unknown');
const owner: Outcome[] = ['yes', 'no', 'no', 'no', 'no', 'no'];

export interface Control {
  kind: 'button' | 'select' | 'modal';
  name: string;
  /** REQUEST and DRAFT stand for those of the author. */
  id: string;
  values?: string[];
  components?: unknown[];
  who: Outcome[];
}

const ratio = [
  { type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'aspect_ratio', values: ['1:1'] } },
] satisfies unknown[];

const preset = ['name', 'prompt'].map((field, at) => ({
  type: 18,
  id: 2 * at + 1,
  component: { type: 4, id: 2 * at + 2, custom_id: field, value: 'a style' },
})) satisfies unknown[];

const block = [
  { type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'duration', values: ['1h'] } },
  { type: 18, id: 3, component: { type: 4, id: 4, custom_id: 'reason', value: '' } },
] satisfies unknown[];

export const CONTROLS: Control[] = [
  { kind: 'button', name: 'details', id: 'REQUEST', who: seers },
  { kind: 'button', name: 'details', id: 'REQUEST-1', who: seers },
  { kind: 'button', name: 're-roll', id: 'REQUEST', who: painters },
  { kind: 'button', name: 'edit', id: 'REQUEST', who: painters },
  { kind: 'button', name: 'try-again', id: 'REQUEST', who: painters },
  { kind: 'button', name: 'try-example', id: 'imagine', who: ['yes', 'yes', 'yes', 'yes', 'blocked', 'yes'] },
  { kind: 'button', name: 'change-prompt', id: 'REQUEST', who: author },
  { kind: 'button', name: 'why', id: 'REQUEST', who: author },
  { kind: 'button', name: 'why-draft', id: 'DRAFT', who: owner },
  { kind: 'button', name: 'cancel', id: 'REQUEST', who: authorAndModerators },
  // What was clicked on is no question, whatever the id says: its answer would take a result's
  // place.
  {
    kind: 'button',
    name: 'cancel-anyway',
    id: 'REQUEST',
    who: ['unknown', 'no', 'unknown', 'unknown', 'no', 'unknown'],
  },
  { kind: 'button', name: 'cancel-not', id: 'REQUEST', who: nobody },
  { kind: 'button', name: 'delete-confirm', id: 'x', who: nobody },
  { kind: 'button', name: 'report-delete-confirm', id: 'x', who: ['no', 'no', 'unknown', 'unknown', 'no', 'no'] },
  { kind: 'button', name: 'delete-not', id: 'x', who: nobody },
  { kind: 'button', name: 'show-picture', id: 'REQUEST', who: author },
  { kind: 'button', name: 'show-to-all', id: 'REQUEST', who: author },
  { kind: 'button', name: 'usage-top', id: '30d-0', who: moderators },
  { kind: 'button', name: 'audit', id: 'all-all-0', who: moderators },
  { kind: 'button', name: 'budget-history', id: '0', who: moderators },
  // Whether such a change waits is looked up once the click is taken: test/e2e/budgets.test.ts.
  { kind: 'button', name: 'budget-confirm', id: 'x', who: ['no', 'no', 'no', 'yes', 'no', 'no'] },
  { kind: 'select', name: 'budget-revoke', id: 'all', values: ['7'], who: ['no', 'no', 'no', 'yes', 'no', 'no'] },
  { kind: 'button', name: 'history', id: '0', who: everybody },
  { kind: 'button', name: 'status', id: 'refresh', who: everybody },
  { kind: 'button', name: 'status', id: 'REQUEST', who: author },
  { kind: 'button', name: 'open-draft', id: 'DRAFT', who: owner },
  { kind: 'select', name: 'more', id: 'REQUEST', values: ['aspect-ratio'], who: seers },
  { kind: 'select', name: 'more', id: 'REQUEST', values: ['undo'], who: author },
  { kind: 'select', name: 'more', id: 'REQUEST', values: ['save-preset'], who: seers },
  { kind: 'select', name: 'picture', id: 'REQUEST', values: ['REQUEST-1'], who: seers },
  { kind: 'select', name: 'history-edit', id: 'chosen', values: ['REQUEST'], who: author },
  { kind: 'select', name: 'history-post', id: 'chosen', values: ['REQUEST'], who: author },
  { kind: 'select', name: 'usage-member', id: '30d', values: ['100000000000000001'], who: moderators },
  { kind: 'modal', name: 'aspect-ratio', id: 'REQUEST', components: ratio, who: painters },
  { kind: 'modal', name: 'preset', id: 'REQUEST', components: preset, who: seers },
  { kind: 'modal', name: 'edit', id: 'DRAFT', components: [], who: owner },
  // Last, since they take away what the others need; each is tried on an image of its own.
  { kind: 'button', name: 'block', id: 'REQUEST', who: ['no', 'no', 'yes', 'yes', 'no', 'no'] },
  { kind: 'modal', name: 'block', id: 'REQUEST', components: block, who: ['no', 'no', 'yes', 'yes', 'no', 'no'] },
  // What was clicked on is no report, whatever the id says.
  { kind: 'button', name: 'report-delete', id: 'REQUEST', who: ['no', 'no', 'unknown', 'unknown', 'no', 'no'] },
  { kind: 'button', name: 'report-resolve', id: 'REQUEST', who: ['no', 'no', 'unknown', 'unknown', 'no', 'no'] },
  { kind: 'button', name: 'delete', id: 'REQUEST', who: authorAndModerators },
  { kind: 'select', name: 'more', id: 'REQUEST', values: ['delete'], who: authorAndModerators },
  { kind: 'button', name: 'forget', id: 'me', who: everybody },
];

// What the page offers to type for a newcomer: as the right person, in a place where it works. They
// press Send themselves.
import type { PlaygroundComposer } from './composer.ts';
import type { Conversation } from './conversation.ts';
import type { Step } from './first-steps.ts';
import { nameOf } from './markdown.ts';
import { findSample, SAMPLE_CHANNEL } from './sample.ts';
import { EPHEMERAL } from './shapes.ts';

const CHANGE = 'make it night, with warm lights in the windows';
const DRAWING = { prompt: 'a lighthouse in fog, oil painting', aspect_ratio: '16:9' };
const EVERYBODYS_CHANNEL = 'general';

export interface Stage {
  talk: Conversation;
  arrive(where: { as?: string; channel?: string }): Promise<void>;
  composer(): PlaygroundComposer | null;
  showBehind(): void;
}

export function createSuggestions({ talk, arrive, composer, showBehind }: Stage) {
  const fill = async (as: string, name: string, values: Record<string, string>) => {
    if (as !== talk.as) await arrive({ as });
    const isOffered = talk.offer.commands.some((command) => command.name === name);
    if (!isOffered) await arrive({ channel: EVERYBODYS_CHANNEL });
    composer()?.fill(name, values);
  };
  const draw = () => fill(talk.as, 'imagine', DRAWING);
  const editSample = async () => {
    const sample = await findSample(talk.as);
    if (!sample) return;
    await arrive({ channel: SAMPLE_CHANNEL });
    composer()?.fill('edit', { prompt: CHANGE }, [sample]);
  };
  const replyToNewest = async () => {
    const { world, messages } = talk;
    const newest = messages.findLast(
      ({ author, attachments, flags = 0 }) => author.bot === true && attachments.length > 0 && !(flags & EPHEMERAL),
    );
    if (!world || !newest) return editSample();
    composer()?.reply({ id: newest.id, author: nameOf(newest.author.id, world) }, `@Kontext ${CHANGE}`);
  };
  const withPanel = (prompt: string) => {
    showBehind();
    return fill('member', 'imagine', { prompt });
  };
  const byStep: Record<Step, () => Promise<void>> = {
    draw,
    edit: replyToNewest,
    cost: () => fill('moderator', 'usage server', {}),
    kill: () => withPanel('a harbour at dawn'),
    break: () => withPanel('a fox in the snow'),
  };
  return { draw, editSample, act: (step: Step) => void byStep[step]() };
}

// What a member, a moderator and a manager meet in an ordinary week, in the language that all of
// them and their servers read.
import type { APIMessage, Locale } from 'discord-api-types/v10';
import { componentsOf } from '../../playground/discord-api/interact.ts';
import { samplePhoto } from '../../playground/sample-photo.ts';
import type { World } from '../../playground/world.ts';
import type { Translate } from '../../src/text/text.ts';
import { makeImage, privateAnswer, sendForm } from './editing.ts';
import { hasImages, isEphemeral } from './shown.ts';

const SECOND = '100000000000000002';
const ARTIST = '400000000000000011';
const ART = '300000000000000002';

/** Allows the images of the tour, and not one more. */
export const TOUR_SETTINGS = { DEFAULT_MEMBER_BUDGET: '0.72/day' } as const;

/**
 * From now on everybody's Discord, and every server's, is in one language.
 * @param locale one that there is a catalogue for
 */
export function everybodyReads({ discord }: World, locale: string): void {
  const { people, guilds } = discord.state;
  for (const reader of [...people, ...guilds]) reader.locale = locale as Locale; // Ours are some of Discord's.
}

export type Tourist = 'member' | 'moderator' | 'manager';

/**
 * @param world with `TOUR_SETTINGS`; everybody in it reads the language of `t`
 * @param look is given the time to look at what somebody sees in #general, once there is something
 * new
 */
export async function walkThrough(
  world: World,
  t: Translate,
  look: (who: Tourist, what: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const member = world.people.as('member');
  const moderator = world.people.as('moderator');
  const manager = world.people.as('manager');
  const told = async (player: typeof member, name: string, options: Record<string, unknown> = {}) =>
    privateAnswer(await player.slash(name, options));
  const answered = async (player: typeof member, name: string, options: Record<string, unknown> = {}) =>
    (await player.slash(name, options)).until(isEphemeral);

  const working = await member.slash('imagine', { prompt: 'a lighthouse in fog' });
  await working.until(({ content }) => content.includes('▱') || content.includes('▰'));
  await look('member', 'progress');
  const image = await working.until(hasImages(1));
  const form = await member.click(image, t('button.edit'));
  await form.modal();
  const edit = await (await sendForm(member, form, { prompt: 'make it night' })).until(hasImages(1));
  await (await member.select(edit, 'more', ['before-after'])).until(isEphemeral);
  await privateAnswer(await member.click(edit, t('button.details')));
  await look('member', 'edit');
  const undone = member.waitForMessage(({ content }) => content.includes(t('request.undone')));
  await member.select(edit, 'more', ['undo']);
  await undone;
  await (await member.select(image, 'more', ['aspect-ratio'])).modal();
  await (await member.select(image, 'more', ['save-preset'])).modal();
  const gallery = await (await member.slash('imagine', { prompt: 'a fox', count: 4 })).until(hasImages(4));
  const [, second = ''] = choicesOf(gallery, 'picture');
  await (await member.select(gallery, 'picture', [second])).until(isEphemeral);
  await look('member', 'gallery');
  await (await member.slash('imagine', { prompt: 'a forbidden thing' })).until((message) =>
    hasButton(message, t('button.tryAgain')),
  );
  await answered(member, 'history');
  await look('member', 'failure-and-history');

  await told(member, 'preset save', { name: 'neon', prompt: 'neon {prompt}, rain' });
  await told(member, 'preset list');
  await told(member, 'help');
  await told(member, 'status');
  await look('member', 'presets-help-status');
  await told(member, 'usage me');
  await answered(member, 'privacy delete');
  await told(member, 'privacy avatar', { allowed: false });
  await look('member', 'usage-and-privacy');
  await told(member, 'imagine', { prompt: 'x', aspect_ratio: '99:1' });
  await told(member, 'moderate audit');
  const files = { image: { name: 'a.jpg', bytes: await samplePhoto(), contentType: 'image/jpeg' } };
  await (await member.slash('edit', { prompt: 'make it winter' }, { files })).until(hasImages(1));
  await told(member, 'imagine', { prompt: 'x', count: 4 });
  await makeImage(world.people.as('second'), 'a harbour');
  await look('member', 'refusals');

  for (const [name, options] of [
    ['budget set default', { amount: '1', window: 'day', images: 20 }],
    ['budget set role', { role: ARTIST, amount: '5', window: 'week' }],
    ['budget set server', { amount: '1', window: 'month' }],
    ['budget grant', { member: SECOND, amount: '1.50', reason: 'contest', expires: '2w' }],
    ['budget show', {}],
    ['budget history', {}],
    ['settings channels', { rule: 'allow', channel: ART }],
    ['settings time_zone', { zone: 'Asia/Tokyo' }],
    ['settings show', {}],
  ] as const)
    await told(manager, name, options);
  await look('manager', 'budget-and-settings');
  await told(member, 'imagine', { prompt: 'x' });
  await told(manager, 'settings channels', { rule: 'forget' });
  await told(manager, 'settings pause', { reason: 'lunch' });
  await told(member, 'imagine', { prompt: 'x' });
  await told(manager, 'settings resume');
  await told(manager, 'help');
  await look('manager', 'pause-and-help');

  for (const name of ['server', 'top', 'member'])
    await (await moderator.slash(`usage ${name}`, name === 'member' ? { member: SECOND } : {})).until(hasImages(1));
  await look('moderator', 'usage');
  await told(moderator, 'moderate block', { member: SECOND, reason: 'spam', duration: '2w' });
  await told(world.people.as('second'), 'imagine', { prompt: 'x' });
  await told(moderator, 'moderate words add', { text: 'alligator' });
  await told(moderator, 'moderate words list');
  await told(member, 'imagine', { prompt: 'an alligator' });
  await told(moderator, 'moderate task', { image: image.id });
  await answered(moderator, 'moderate audit');
  await look('moderator', 'moderation');
}

/** What can be chosen by the select of that custom id, up to the colon. */
function choicesOf({ components }: APIMessage, action: string): string[] {
  const select = componentsOf(components).find(({ custom_id = '' }) => custom_id.startsWith(`${action}:`));
  return select && 'options' in select ? (select.options ?? []).map(({ value }) => value) : [];
}

const hasButton = ({ components = [] }: APIMessage, label: string): boolean =>
  JSON.stringify(components).includes(JSON.stringify(label));

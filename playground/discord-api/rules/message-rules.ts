// What Discord demands of a message although its published schemas do not say so.

const CONTENT_MAX = 2_000;
const EMBED_TOTAL_MAX = 6_000;
const ATTACHMENTS_MAX = 10;
const DESCRIPTION_MAX = 1_024;

/** @param body a message's body as sent. @returns what is wrong with it */
export function checkMessage(body: Record<string, unknown>): string[] {
  const content = typeof body.content === 'string' ? body.content : '';
  return [
    ...(content.length > CONTENT_MAX ? [`content: must be ${CONTENT_MAX} or fewer in length`] : []),
    ...checkEmbeds(body.embeds),
    ...checkAttachments(body.attachments),
    ...checkComponents(body.components),
  ];
}

function checkEmbeds(embeds: unknown): string[] {
  if (!Array.isArray(embeds)) return [];
  const texts = embeds.flatMap((embed) => [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...(embed.fields ?? []).flatMap((field: { name?: string; value?: string }) => [field.name, field.value]),
  ]);
  const total = texts.reduce((sum: number, text) => sum + (typeof text === 'string' ? text.length : 0), 0);
  return [
    ...(total > EMBED_TOTAL_MAX ? [`embeds: ${total} characters together, ${EMBED_TOTAL_MAX} is the most`] : []),
    ...(embeds.length > 10 ? ['embeds: more than 10'] : []),
  ];
}

/**
 * Images of a gallery among them: ten at most, each named once, with alternative text of limited
 * length.
 */
function checkAttachments(attachments: unknown): string[] {
  if (!Array.isArray(attachments)) return [];
  const ids = new Set(attachments.map(({ id }) => String(id)));
  const isTooLong = ({ description }: { description?: unknown }) =>
    typeof description === 'string' && description.length > DESCRIPTION_MAX;
  return [
    ...(attachments.length > ATTACHMENTS_MAX ? [`attachments: more than ${ATTACHMENTS_MAX}`] : []),
    ...(ids.size < attachments.length ? ['attachments: the same id twice'] : []),
    ...(attachments.some(isTooLong) ? [`attachments.description: more than ${DESCRIPTION_MAX} characters`] : []),
  ];
}

/** Buttons and selects within rows, sections and containers. */
function checkComponents(components: unknown): string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  const visit = (component: unknown, path: string) => {
    if (typeof component !== 'object' || component === null) return;
    const part = component as Record<string, unknown>; // Any JSON object.
    if (part.type === 1 && Array.isArray(part.components)) {
      if (part.components.length === 0) problems.push(`${path}: an empty row`);
      if (part.components.length > 5) problems.push(`${path}: more than five components in a row`);
    }
    if (part.type === 2) checkButton(part, path, problems);
    if (part.type === 3) checkSelect(part, path, problems);
    if (typeof part.custom_id === 'string') {
      if (part.custom_id === '' || part.custom_id.length > 100) problems.push(`${path}.custom_id: 1 to 100 characters`);
      if (ids.has(part.custom_id)) problems.push(`${path}.custom_id: "${part.custom_id}" is there twice`);
      ids.add(part.custom_id);
    }
    for (const [key, inner] of Object.entries(part)) {
      if (Array.isArray(inner))
        inner.forEach((child, index) => {
          visit(child, `${path}.${key}.${index}`);
        });
      else if (key === 'accessory' || key === 'component') visit(inner, `${path}.${key}`);
    }
  };
  if (Array.isArray(components)) {
    if (components.length > 5) problems.push('components: more than five rows');
    components.forEach((component, index) => {
      visit(component, `components.${index}`);
    });
  }
  return problems;
}

const [TITLE_MAX, LABEL_MAX, LABEL_DESCRIPTION_MAX] = [45, 45, 100];

/**
 * A modal: five labels or rows at most, each with words of limited length.
 * @param data the callback's
 */
export function checkModal(data: Record<string, unknown>): string[] {
  const rows: Record<string, unknown>[] = Array.isArray(data.components) ? data.components : [];
  const isLonger = (text: unknown, most: number) => typeof text === 'string' && text.length > most;
  return [
    ...checkComponents(data.components),
    ...(rows.length === 0 ? ['components: a form without fields'] : []),
    ...(isLonger(data.title, TITLE_MAX) ? [`title: more than ${TITLE_MAX} characters`] : []),
    ...rows.flatMap(({ label, description }, index) => [
      ...(isLonger(label, LABEL_MAX) ? [`components.${index}.label: more than ${LABEL_MAX} characters`] : []),
      ...(isLonger(description, LABEL_DESCRIPTION_MAX)
        ? [`components.${index}.description: more than ${LABEL_DESCRIPTION_MAX} characters`]
        : []),
    ]),
  ];
}

function checkButton(button: Record<string, unknown>, path: string, problems: string[]): void {
  const isLink = button.style === 5;
  if (isLink ? typeof button.url !== 'string' : button.style !== 6 && typeof button.custom_id !== 'string') {
    problems.push(`${path}: a button needs a custom_id, or a url where it is a link`);
  }
  if (button.label === undefined && button.emoji === undefined && button.style !== 6)
    problems.push(`${path}: a button needs a label or an emoji`);
  if (typeof button.label === 'string' && button.label.length > 80)
    problems.push(`${path}.label: more than 80 characters`);
}

function checkSelect(
  { options, min_values, max_values }: Record<string, unknown>,
  path: string,
  problems: string[],
): void {
  const list: Record<string, unknown>[] = Array.isArray(options) ? options : [];
  if (list.length === 0 || list.length > 25) problems.push(`${path}.options: 1 to 25`);
  const values = list.map(({ value }) => value);
  if (new Set(values).size < values.length) problems.push(`${path}.options: the same value twice`);
  for (const { label, value, description } of list) {
    for (const text of [label, value, description])
      if (typeof text === 'string' && (text === '' || text.length > 100))
        problems.push(`${path}.options: 1 to 100 characters`);
  }
  const most = Number(max_values ?? 1);
  if (most > list.length || Number(min_values ?? 1) > most) problems.push(`${path}.max_values: more than there are`);
  if (list.filter((option) => option.default === true).length > most)
    problems.push(`${path}.options: too many defaults`);
}

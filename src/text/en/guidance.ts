// Help and status. In English; values in {{braces}} are put in, `_one`, `_other` and so on are
// plural forms.

export const guidance = {
  help: {
    description: 'What you can do here',
    title: 'What you can do here',
    notNow: '**Not just now**: {{reason}}',
    draw: '• **Make an image**: `/imagine` and a few words, such as “{{example}}”; `preset` for a style.',
    drawSeveral:
      '• **Make an image**: `/imagine` and a few words, such as “{{example}}”; `count` for up to {{most}} at once, `preset` for a style.',
    example: 'a lighthouse in fog, oil painting',
    edit: '• **Edit**: `/edit` with your own file, or Apps → Edit image on any message with an image.',
    replyAny: '• **Reply** to an image, mention {{bot}} and say what to change.',
    replyOwn:
      '• **Reply** to one of my images, mention {{bot}} and say what to change. On other people’s images, use Apps → Edit image.',
    direct: '• **Write to me**: send an image here and say what to change. No command is needed.',
    guest:
      '• You brought me along, and I am not a member here: I cannot see messages, so replies do not reach me, and this place’s presets, settings and moderators do not count. Commands and Apps → Edit image work.',
    own: '• **Yours**: `/history` images, `/preset list` styles, `/usage me` costs, `/status` what is in progress, `/privacy export` your data.',
    cost: '• An image costs about {{cost}}.',
    moderator:
      '• **As a moderator**: `/moderate task`, `/moderate block`, `/usage server`, `/usage member`, `/budget show`, Apps → Image usage.',
    manager:
      '• **As a manager**: `/settings show`, `/budget set default`, `/budget grant`, and presets for the whole server.',
    host: '• **As the operator**: `/usage host`, `/settings pause everywhere`, `/moderate release charged`.',
  },
  status: {
    description: 'Status of the provider, the queue and your images in progress',
    title: 'Status',
    provider: {
      silent: 'The image provider is not responding, so new requests are refused. The next attempt is {{when}}.',
      trying: 'The image provider was not responding. The next request will show whether it is back.',
      well: 'The image provider is working normally.',
      quiet: 'The image provider has not been used in the last hour.',
      slowed_one: 'The image provider is rate-limiting us: {{count}} image at a time for now.',
      slowed_other: 'The image provider is rate-limiting us: {{count}} images at a time for now.',
      some_one: 'The image provider had problems with the only image of the last hour.',
      some_other: 'The image provider had problems with {{troubled}} of {{count}} images in the last hour.',
      bad_one: 'The image provider is failing: the only image of the last hour had problems.',
      bad_other: 'The image provider is failing: {{troubled}} of {{count}} images in the last hour had problems.',
    },
    typical: 'An image takes about {{typical}}; 90% finish within {{most}}.',
    working_zero: 'No images are in progress.',
    working_one: '{{count}} image is in progress.',
    working_other: '{{count}} images are in progress.',
    waiting_zero: 'The queue is empty.',
    waiting_one: '{{count}} is queued.',
    waiting_other: '{{count}} are queued.',
    own: 'Yours',
    nothing: 'You have nothing in progress.',
    more: '-# and more',
    inProgress_one: '{{count}} in progress',
    inProgress_other: '{{count}} in progress',
    inQueue_one: '{{count}} queued, position {{place}}',
    inQueue_other: '{{count}} queued, from position {{place}}',
    cancelled: 'called off, charged anyway',
    cancel: 'Cancel {{number}}',
    refresh: 'Refresh',
  },
};

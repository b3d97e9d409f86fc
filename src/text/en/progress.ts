// A request's message while it is in progress, and why it failed. In English; values in {{braces}}
// are put in, `_one`, `_other` and so on are plural forms.

export const progress = {
  request: {
    preparing: 'Preparing…',
    fetching: 'Fetching the image…',
    queued: 'In the queue, position {{place}}',
    submitting: 'Sending it to the provider…',
    working: '{{bar}} {{percent}} · about {{left}} left',
    almost: '{{bar}} {{percent}} · any moment now',
    late: 'This is taking longer than usual. You will still get it, here or in a new message.',
    seed_one: 'seed {{seed}}',
    seed_other: 'seeds {{seed}}',
    numbered: '**{{number}}** · {{words}}',
    ofImages_one: 'Image {{numbers}}: {{words}}',
    ofImages_other: 'Images {{numbers}}: {{words}}',
    oneOf: 'Image {{number}} of {{count}}: {{shown}}',
    shows: {
      imagine: '{{prompt}}',
      edit: 'Edited image: {{prompt}}',
      remix: 'Edited avatar: {{prompt}}',
    },
    done: 'done',
    wentWrong: 'failed (see below)',
    estimated: '{{cost}} (list price; the provider reported no cost)',
    deletedToo_one: 'plus {{cost}} for {{count}} deleted image',
    deletedToo_other: 'plus {{cost}} for {{count}} deleted images',
    ready_one: '<@{{userId}}> your image is ready.',
    ready_other: '<@{{userId}}> your images are ready.',
    kept_one: 'The image is ready, but Discord does not let me post it here. You can find it with `/history`.',
    kept_other: 'The images are ready, but Discord does not let me post them here. You can find them with `/history`.',
    sentDirectly: 'I could not post this in <#{{channelId}}>, so here it is.',
    preset: 'preset {{name}}',
    gone: '(prompt hidden: this server’s AutoMod blocked it)',
    hiddenPrompt: 'hidden prompt',
    dropped: 'The bot restarted before this request was sent. Nothing was charged.',
    cancelled: 'Cancelled before it began. Nothing was charged.',
    cancelAsked_one:
      'Cancelled. The provider had already started, so this image is charged all the same, about {{cost}}.',
    cancelAsked_other:
      'Cancelled. The provider had already started, so these images are charged all the same, about {{cost}}.',
    cancelledPaid_one:
      'Cancelled. The provider had already started and charged {{cost}}. The image was kept, not shown.',
    cancelledPaid_other:
      'Cancelled. The provider had already started and charged {{cost}}. The images were kept, not shown.',
    stoppedPaid: 'Stopped by a moderator. The provider had already started and charged {{cost}}.',
    undone: 'Undone: this is the image before the edit.',
    inputRefused: 'That file could not be edited.',
    withdrawn: 'This request was refused.',
    notMade: 'not made',
    missingImage_one: 'The image is no longer kept here.',
    missingImage_other: '{{count}} images are no longer kept here.',
    madePrivate: 'This server shows answers of apps that are not installed here to you alone.',
  },
  cancel: {
    charged: 'The provider has already started this image, so it is charged anyway, about {{cost}}.',
    someCharged_one:
      'The provider has already started {{count}} of these images, which is charged anyway, about {{cost}}.',
    someCharged_other:
      'The provider has already started {{count}} of these images, which are charged anyway, about {{cost}} in total.',
    someFree_one: 'The other one can still be cancelled free.',
    someFree_other: 'The other {{count}} can still be cancelled free.',
    kept_one: 'If you cancel, it is kept but not shown.',
    kept_other: 'If you cancel, they are kept but not shown.',
    stopped_one: 'If you cancel, nobody sees it.',
    stopped_other: 'If you cancel, nobody sees them.',
    freed_one: '{{count}} more was cancelled before it began and costs nothing.',
    freed_other: '{{count}} more were cancelled before they began and cost nothing.',
    not: 'Not cancelled.',
  },
  deletion: {
    all_one: 'Delete this image? It is removed everywhere it is shown, and from `/history`. This cannot be undone.',
    all_other:
      'Delete all {{count}} images? They are removed everywhere they are shown, and from `/history`. This cannot be undone.',
    oneOf:
      'Delete image {{number}} of {{count}}? It is removed everywhere it is shown, and from `/history`. This cannot be undone.',
    here: 'Remove this image from this server? It stays where it was made.',
    charged_one: 'It was charged, {{cost}}, and deleting it does not give the money back.',
    charged_other: 'They were charged, {{cost}} in total, and deleting them does not give the money back.',
    done: 'Deleted.',
    guestLeft:
      'This bot cannot remove its message {{link}} any more: whoever posted it, or a moderator there, has to delete it.',
    mayStay:
      'A message that this bot cannot reach any more may still show it: whoever posted it, or a moderator there, has to delete it.',
    already: 'It is already deleted.',
    not: 'Nothing was deleted.',
  },
  failure: {
    'provider-failed': 'The provider could not make this image: {{detail}}',
    refused: 'The provider refused this request: {{detail}}',
    'request-too-large': 'The images are too large for the provider. Use smaller or fewer ones.',
    'bad-key': 'The provider rejected this bot’s API key. Only the operator can fix that.',
    'no-balance':
      'The provider is refusing this bot’s requests, most likely because its balance is used up. Only the operator can fix that.',
    'queue-timeout': 'The queue was too long, and this request timed out.',
    'member-blocked': 'This server blocked you while your request was waiting.',
    paused: 'Image making was paused while your request was waiting.',
    'input-gone': 'Discord’s link to {{detail}} has expired. Attach the file again.',
    'input-forbidden-address': '{{detail}} is on a site that images cannot be fetched from. Attach it as a file.',
    'input-too-large': '{{detail}} is too large; the limit is 20 MiB. Save it as a smaller file, for example as JPEG.',
    'input-too-many-pixels': '{{detail}} has too many pixels; the limit is 50 megapixels. Scale it down.',
    'input-not-an-image': '{{detail}} is not an image in a supported format. Use PNG, JPEG, WebP, GIF or AVIF.',
    'input-heic':
      '{{detail}} is a HEIC image, which is not supported. Save it as JPEG: on an iPhone, mail it to yourself or take a screenshot of it.',
    'input-broken': '{{detail}} is damaged or incomplete. Save it again and retry.',
    'input-bad-shape':
      '{{detail}} has a shape that no model can use. Each side needs at least 64 pixels, and the long side can be at most 8 times the short one.',
    'input-too-many-unpaid':
      'Your images that are waiting for an edit, or were never edited, have reached the limit of 100 MiB. Try again in an hour, or use a smaller image.',
    'input-unavailable': '{{detail}} could not be fetched. Try again in a moment.',
    'input-lost': 'The source image is no longer kept here. Attach it again.',
    'image-lost': 'The image was made, but the provider lost it before it could be downloaded.',
    'image-unreadable': 'The provider sent a file that is not an image.',
    'image-too-large': 'The provider sent a file that is too large to be an image.',
    unconfirmed: 'The provider’s response was lost, so it is not known whether this image was made.',
    restored:
      'The bot was restored from a backup in which this request was still in progress. It was not sent again and does not count towards your budget; if you already have the image, it stays.',
    noReason: 'no reason given',
    nothingCharged: 'Nothing was charged.',
    charged_one: 'The provider charged {{cost}} for it.',
    charged_other: 'The provider charged {{cost}} for them.',
    chargedEstimate: 'The provider charges for this: {{cost}} by its price list.',
    mayBeCharged: 'It may have been charged; {{cost}} stays reserved until that is known.',
  },
  figure: {
    percent: '{{value}}%',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    labelled: '{{label}}: {{value}}',
  },
  window: { day: 'a day', week: 'a week', month: 'a month', total: 'in total' },
  windowName: { day: 'daily', week: 'weekly', month: 'monthly', total: 'total' },
};

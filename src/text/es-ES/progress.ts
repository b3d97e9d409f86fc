// What becomes of a request: its message while it is on its way, and why it went wrong. In Spanish;
// values in {{braces}} are put in, `_one`, `_other` and so on are plural forms. No-break spaces
// keep figures on the line of their units.

export const progress = {
  request: {
    preparing: 'Preparando…',
    fetching: 'Descargando la imagen…',
    queued: 'En cola, puesto {{place}}',
    submitting: 'Enviando la petición al proveedor…',
    working: '{{bar}} {{percent}} · faltan cerca de {{left}}',
    almost: '{{bar}} {{percent}} · ya casi está',
    late: 'Está tardando más de lo normal. Llegará de todos modos, aquí o, si Discord ya no lo permite, por otra vía.',
    seed_one: 'semilla {{seed}}',
    seed_many: 'semillas {{seed}}',
    seed_other: 'semillas {{seed}}',
    numbered: '**{{number}}** · {{words}}',
    ofImages_one: 'Imagen {{numbers}}: {{words}}',
    ofImages_many: 'Imágenes {{numbers}}: {{words}}',
    ofImages_other: 'Imágenes {{numbers}}: {{words}}',
    oneOf: 'Imagen {{number}} de {{count}}: {{shown}}',
    shows: {
      imagine: '{{prompt}}',
      edit: 'Imagen editada: {{prompt}}',
      remix: 'Avatar editado: {{prompt}}',
    },
    done: 'lista',
    wentWrong: 'no ha salido; después verás el motivo',
    estimated: '{{cost}} (según la tarifa: el proveedor no indicó el precio)',
    deletedToo_one: 'más {{cost}} por {{count}} imagen eliminada',
    deletedToo_many: 'más {{cost}} por {{count}} imágenes eliminadas',
    deletedToo_other: 'más {{cost}} por {{count}} imágenes eliminadas',
    ready_one: '<@{{userId}}>, tu imagen está lista.',
    ready_many: '<@{{userId}}>, tus imágenes están listas.',
    ready_other: '<@{{userId}}>, tus imágenes están listas.',
    kept_one: 'La imagen está lista, pero Discord no me deja publicarla aquí. La encontrarás con `/historial`.',
    kept_many: 'Las imágenes están listas, pero Discord no me deja publicarlas aquí. Las encontrarás con `/historial`.',
    kept_other:
      'Las imágenes están listas, pero Discord no me deja publicarlas aquí. Las encontrarás con `/historial`.',
    sentDirectly: 'No he podido publicar esto en <#{{channelId}}>, así que aquí lo tienes.',
    preset: 'plantilla {{name}}',
    gone: '(el prompt no se muestra: el AutoMod de este servidor lo ha rechazado)',
    hiddenPrompt: 'prompt oculto',
    dropped: 'El bot se reinició antes de empezar con esto. No se ha cobrado nada.',
    cancelled: 'Cancelado antes de empezar. No se ha cobrado nada.',
    cancelAsked_one:
      'Cancelado. El proveedor ya había empezado, así que esta imagen se cobra de todos modos, cerca de {{cost}}.',
    cancelAsked_many:
      'Cancelado. El proveedor ya había empezado, así que estas imágenes se cobran de todos modos, cerca de {{cost}}.',
    cancelAsked_other:
      'Cancelado. El proveedor ya había empezado, así que estas imágenes se cobran de todos modos, cerca de {{cost}}.',
    cancelledPaid_one:
      'Cancelado. El proveedor ya había empezado y ha cobrado {{cost}}. La imagen está guardada, pero no se muestra.',
    cancelledPaid_many:
      'Cancelado. El proveedor ya había empezado y ha cobrado {{cost}}. Las imágenes están guardadas, pero no se muestran.',
    cancelledPaid_other:
      'Cancelado. El proveedor ya había empezado y ha cobrado {{cost}}. Las imágenes están guardadas, pero no se muestran.',
    stoppedPaid: 'Lo ha detenido un moderador. El proveedor ya había empezado y ha cobrado {{cost}}.',
    undone: 'Deshecho: esta es la imagen de antes de la edición.',
    inputRefused: 'No se ha podido usar una de las imágenes de partida.',
    withdrawn: 'Esta petición se ha rechazado.',
    notMade: 'no creada',
    missingImage_one: 'La imagen ya no está guardada aquí.',
    missingImage_many: '{{count}} imágenes ya no están guardadas aquí.',
    missingImage_other: '{{count}} imágenes ya no están guardadas aquí.',
    madePrivate: 'Este servidor solo te muestra a ti las respuestas de las aplicaciones que no están instaladas aquí.',
  },
  cancel: {
    charged: 'El proveedor ya ha empezado esta imagen, así que se cobra de todos modos, cerca de {{cost}}.',
    someCharged_one:
      'El proveedor ya ha empezado {{count}} de estas imágenes, que se cobra de todos modos, cerca de {{cost}}.',
    someCharged_many:
      'El proveedor ya ha empezado {{count}} de estas imágenes, que se cobran de todos modos, cerca de {{cost}} en total.',
    someCharged_other:
      'El proveedor ya ha empezado {{count}} de estas imágenes, que se cobran de todos modos, cerca de {{cost}} en total.',
    someFree_one: 'La otra todavía se puede cancelar gratis.',
    someFree_many: 'Las otras {{count}} todavía se pueden cancelar gratis.',
    someFree_other: 'Las otras {{count}} todavía se pueden cancelar gratis.',
    kept_one: 'Si cancelas, se guarda pero no se muestra.',
    kept_many: 'Si cancelas, se guardan pero no se muestran.',
    kept_other: 'Si cancelas, se guardan pero no se muestran.',
    stopped_one: 'Si cancelas, nadie la verá.',
    stopped_many: 'Si cancelas, nadie las verá.',
    stopped_other: 'Si cancelas, nadie las verá.',
    freed_one: '{{count}} más se ha cancelado antes de empezar y no cuesta nada.',
    freed_many: '{{count}} más se han cancelado antes de empezar y no cuestan nada.',
    freed_other: '{{count}} más se han cancelado antes de empezar y no cuestan nada.',
    not: 'No se ha cancelado.',
  },
  deletion: {
    all_one:
      '¿Eliminar esta imagen? Desaparece de todos los sitios donde esté y de `/historial`. No se puede deshacer.',
    all_many:
      '¿Eliminar las {{count}} imágenes? Desaparecen de todos los sitios donde estén y de `/historial`. No se puede deshacer.',
    all_other:
      '¿Eliminar las {{count}} imágenes? Desaparecen de todos los sitios donde estén y de `/historial`. No se puede deshacer.',
    oneOf:
      '¿Eliminar la imagen {{number}} de {{count}}? Desaparece de todos los sitios donde esté y de `/historial`. No se puede deshacer.',
    here: '¿Quitar esta imagen de este servidor? Se queda donde se creó.',
    charged_one: 'Se cobró {{cost}}, y eliminarla no devuelve el dinero.',
    charged_many: 'Se cobraron {{cost}} en total, y eliminarlas no devuelve el dinero.',
    charged_other: 'Se cobraron {{cost}} en total, y eliminarlas no devuelve el dinero.',
    done: 'Eliminado.',
    guestLeft:
      'Este bot ya no puede quitar su mensaje {{link}}: debe eliminarlo quien lo publicó o un moderador de ese lugar.',
    mayStay:
      'Puede que aún la muestre un mensaje al que este bot ya no llega: tiene que eliminarlo quien lo publicó o alguien de la moderación de allí.',
    already: 'Ya está eliminado.',
    not: 'No se ha eliminado nada.',
  },
  failure: {
    'provider-failed': 'El proveedor no ha podido crear esto: {{detail}}',
    refused: 'El proveedor ha rechazado esta petición: {{detail}}',
    'request-too-large': 'Las imágenes son demasiado grandes para el proveedor. Usa menos imágenes o más pequeñas.',
    'bad-key': 'El proveedor no acepta la clave de este bot. Tiene que revisarla quien aloja el bot.',
    'no-balance':
      'El proveedor no atiende a este bot en este momento, seguramente porque se ha agotado su saldo. Solo el operador puede arreglarlo.',
    'queue-timeout': 'Había demasiadas imágenes en espera y a esta no le llegó el turno a tiempo.',
    'member-blocked': 'Este servidor te bloqueó mientras tu petición esperaba.',
    paused: 'La creación de imágenes se pausó mientras tu petición esperaba.',
    'input-gone': '{{detail}} ya no se puede descargar: el enlace de Discord ha caducado. Adjunta el archivo otra vez.',
    'input-forbidden-address':
      '{{detail}} está en un sitio del que no se pueden descargar imágenes. Adjunta la imagen como archivo.',
    'input-too-large':
      '{{detail}} pesa demasiado: el máximo son 20 MiB. Guarda una versión más ligera, por ejemplo en JPEG.',
    'input-too-many-pixels':
      '{{detail}} tiene demasiados píxeles: el máximo son 50 megapíxeles. Guarda una versión más pequeña.',
    'input-not-an-image': '{{detail}} no es una imagen que se pueda leer aquí. Usa PNG, JPEG, WebP, GIF o AVIF.',
    'input-heic':
      '{{detail}} es una imagen HEIC, y aquí no se pueden leer. Guárdala como JPEG: en un iPhone, envíatela por correo o haz una captura de pantalla.',
    'input-broken': '{{detail}} está dañado o incompleto. Guarda el archivo de nuevo y vuelve a intentarlo.',
    'input-bad-shape':
      '{{detail}} tiene unas dimensiones que ningún modelo puede usar. Cada lado debe medir al menos 64 píxeles, y el lado largo puede ser como máximo 8 veces el corto.',
    'input-too-many-unpaid':
      'Tus imágenes que esperan ser editadas, o que nunca se editaron, ya ocupan aquí 100 MiB, que es el máximo. Inténtalo de nuevo dentro de una hora o con una imagen más pequeña.',
    'input-unavailable': '{{detail}} no se ha podido descargar ahora mismo. Inténtalo de nuevo en un momento.',
    'input-lost': 'La imagen de partida ya no está guardada aquí. Adjúntala otra vez.',
    'image-lost': 'La imagen se creó, pero el proveedor la perdió antes de que se pudiera descargar.',
    'image-unreadable': 'El proveedor ha enviado algo que no es una imagen.',
    'image-too-large': 'El proveedor ha enviado un archivo demasiado grande para ser una imagen.',
    unconfirmed: 'La respuesta del proveedor se perdió, así que no se sabe si esta imagen llegó a crearse.',
    restored:
      'El bot se ha restaurado a un momento anterior, en el que esta imagen aún estaba en espera. No se vuelve a pedir sola y aquí no se contabiliza nada por ella. Si ya había llegado, se queda.',
    noReason: 'no dio ningún motivo',
    nothingCharged: 'No se ha cobrado nada.',
    charged_one: 'Ha cobrado {{cost}} por ella.',
    charged_many: 'Ha cobrado {{cost}} por ellas.',
    charged_other: 'Ha cobrado {{cost}} por ellas.',
    chargedEstimate: 'Cobra por eso: {{cost}} según su tarifa.',
    mayBeCharged: 'Puede que se haya cobrado; {{cost}} siguen en reserva hasta que se sepa.',
  },
  figure: {
    percent: '{{value}} %',
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    labelled: '{{label}}: {{value}}',
  },
  window: { day: 'al día', week: 'a la semana', month: 'al mes', total: 'en total' },
  windowName: { day: 'diario', week: 'semanal', month: 'mensual', total: 'total' },
};

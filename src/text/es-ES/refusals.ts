// Why something cannot be done: limits, mistakes, rights. In Spanish; values in {{braces}} are put
// in, `_one`, `_other` and so on are plural forms.

export const refusals = {
  denial: {
    rule: {
      member_one:
        'Has usado {{used}} de tu límite {{window}} de {{limit}} aquí ({{source}}), y esta imagen cuesta cerca de {{cost}}.',
      member_many:
        'Has usado {{used}} de tu límite {{window}} de {{limit}} aquí ({{source}}), y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      member_other:
        'Has usado {{used}} de tu límite {{window}} de {{limit}} aquí ({{source}}), y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      server_one:
        'Este servidor ha usado {{used}} del límite {{window}} de {{limit}} que se ha fijado, y esta imagen cuesta cerca de {{cost}}.',
      server_many:
        'Este servidor ha usado {{used}} del límite {{window}} de {{limit}} que se ha fijado, y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      server_other:
        'Este servidor ha usado {{used}} del límite {{window}} de {{limit}} que se ha fijado, y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      'host-member_one':
        'Has usado {{used}} del límite {{window}} de {{limit}} que tiene cada persona en este bot, y esta imagen cuesta cerca de {{cost}}.',
      'host-member_many':
        'Has usado {{used}} del límite {{window}} de {{limit}} que tiene cada persona en este bot, y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      'host-member_other':
        'Has usado {{used}} del límite {{window}} de {{limit}} que tiene cada persona en este bot, y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      'host-server_one':
        'Este servidor ha usado {{used}} del límite {{window}} de {{limit}} que tiene en este bot, y esta imagen cuesta cerca de {{cost}}.',
      'host-server_many':
        'Este servidor ha usado {{used}} del límite {{window}} de {{limit}} que tiene en este bot, y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      'host-server_other':
        'Este servidor ha usado {{used}} del límite {{window}} de {{limit}} que tiene en este bot, y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      host_one:
        'El presupuesto {{window}} común de todos los usuarios de este bot se ha agotado por ahora, y esta imagen cuesta cerca de {{cost}}.',
      host_many:
        'El presupuesto {{window}} común de todos los usuarios de este bot se ha agotado por ahora, y estas {{count}} imágenes cuestan cerca de {{cost}}.',
      host_other:
        'El presupuesto {{window}} común de todos los usuarios de este bot se ha agotado por ahora, y estas {{count}} imágenes cuestan cerca de {{cost}}.',
    },
    held: 'Otros {{reserved}} están en reserva para imágenes en curso.',
    memberImages_one:
      'Tu límite {{window}} aquí ({{source}}) es de {{count}} imagen. Llevas {{used}}, y con esto serían {{wanted}} más.',
    memberImages_many:
      'Tu límite {{window}} aquí ({{source}}) es de {{count}} imágenes. Llevas {{used}}, y con esto serían {{wanted}} más.',
    memberImages_other:
      'Tu límite {{window}} aquí ({{source}}) es de {{count}} imágenes. Llevas {{used}}, y con esto serían {{wanted}} más.',
    serverImages_one:
      'El límite {{window}} de este servidor es de {{count}} imagen. Lleva {{used}}, y con esto serían {{wanted}} más.',
    serverImages_many:
      'El límite {{window}} de este servidor es de {{count}} imágenes. Lleva {{used}}, y con esto serían {{wanted}} más.',
    serverImages_other:
      'El límite {{window}} de este servidor es de {{count}} imágenes. Lleva {{used}}, y con esto serían {{wanted}} más.',
    help: {
      member:
        'Quien gestiona este servidor puede subírtelo con `/presupuesto fijar miembro`, o concederte más con `/presupuesto conceder`.',
      server: 'Quien gestiona este servidor puede subirlo con `/presupuesto fijar servidor`.',
    },
    resets: 'El límite se renueva {{when}}.',
    resetsInVain: 'El límite se renueva {{when}}, pero ni siquiera entonces alcanza para esta petición.',
    never: 'El límite no se renueva.',
    neverByHost: 'El límite no se renueva; quien aloja el bot puede subirlo.',
    memberConcurrency_one: 'Ya tienes {{count}} imagen en curso o en espera, y el máximo a la vez es {{limit}}.',
    memberConcurrency_many: 'Ya tienes {{count}} imágenes en curso o en espera, y el máximo a la vez es {{limit}}.',
    memberConcurrency_other: 'Ya tienes {{count}} imágenes en curso o en espera, y el máximo a la vez es {{limit}}.',
    serverConcurrency_one:
      'Este servidor ya tiene {{count}} imagen en curso o en espera, y el máximo a la vez es {{limit}}.',
    serverConcurrency_many:
      'Este servidor ya tiene {{count}} imágenes en curso o en espera, y el máximo a la vez es {{limit}}.',
    serverConcurrency_other:
      'Este servidor ya tiene {{count}} imágenes en curso o en espera, y el máximo a la vez es {{limit}}.',
    memberConcurrencyWanted:
      'Has pedido {{wanted}} imágenes. Tu máximo a la vez es {{limit}}, y ya tienes {{open}} en curso o en espera.',
    serverConcurrencyWanted:
      'Has pedido {{wanted}} imágenes. El máximo de este servidor a la vez es {{limit}}, y ya tiene {{open}} en curso o en espera.',
    blocked: 'Un moderador te ha bloqueado: no puedes crear imágenes aquí.',
    blockedReason: 'Motivo: “{{reason}}”.',
    blockedUntil: 'El bloqueo termina {{when}}.',
    guild: 'Este bot no atiende a este servidor. Quien lo aloja decide a qué servidores atiende.',
    direct: 'Este bot solo atiende a determinados servidores. Úsalo en uno de ellos.',
    userInstall: 'Este bot solo funciona en los servidores donde está instalado.',
  },
  refusal: {
    emptyPrompt: 'El prompt está vacío. Di en pocas palabras qué debe verse en la imagen.',
    aspectRatio:
      '“{{value}}” no es una proporción que este modelo admita. Escribe ancho:alto en números enteros, de 21:9 a 9:21, por ejemplo 16:9.',
    sameAspectRatio: 'Esta imagen ya tiene la proporción {{ratio}}. Elige otra. No se ha cobrado nada.',
    option: '{{option}} está fuera de rango: {{problem}}.',
    range: 'de {{least}} a {{most}}',
    length: '{{most}} caracteres como máximo',
    unknownValue: 'valores posibles: {{values}}',
    noOption: '«{{value}}» no es una opción. Escribe las opciones así: --seed 7 --steps 30.',
    model: '“{{value}}” no es uno de los modelos de este bot: {{models}}.',
    safety: 'Aquí `tolerancia` puede ser como máximo {{most}}.',
    unknownRequest: 'Ya no se conserva la petición de este mensaje.',
    notYours: 'Eso solo puede hacerlo quien pidió esta imagen.',
    notYoursOrModerator: 'Eso solo puede hacerlo quien pidió esta imagen o un moderador.',
    paused: 'La creación de imágenes está en pausa por ahora. Inténtalo más tarde.',
    pausedBecause: 'La creación de imágenes está en pausa por ahora: {{reason}}',
    pausedEverywhere: 'Quien aloja este bot ha pausado la creación de imágenes en todas partes. Inténtalo más tarde.',
    pausedEverywhereBecause: 'Quien aloja este bot ha pausado la creación de imágenes en todas partes: {{reason}}',
    channel: 'En este canal no se pueden crear imágenes.',
    channelElsewhere: 'En este canal no se pueden crear imágenes. Prueba en <#{{channel}}>.',
    role: 'Tus roles aquí no te permiten crear imágenes.',
    roleOther: 'Tus roles aquí no te permiten crear imágenes. Los miembros con el rol <@&{{role}}> sí pueden.',
    nameOne: { channels: 'Indica el canal.', roles: 'Indica el rol.' },
    everyoneRole: 'No se puede elegir @everyone: daría estos derechos a todo el servidor. Elige otro rol.',
    timeZone: '“{{value}}” no es una zona horaria. Escribe una como Europe/Madrid.',
    unknownImage: 'Con eso no se encuentra ninguna imagen de este servidor. Indica un enlace a su mensaje o su ID.',
    notAResult: 'Esta no es una imagen que este bot haya creado aquí.',
    noLogChannel: 'Este servidor no ha indicado ningún canal para denuncias. Habla directamente con un moderador.',
    logChannelClosed:
      'Tu denuncia no ha podido llegar a los moderadores de este servidor. Habla directamente con uno de ellos.',
    channelPermissions:
      'No puedo publicar en <#{{channel}}>, allí me falta: {{permissions}}. Concédemelo y repite el comando.',
    channelKind: 'No puedo publicar en <#{{channel}}>. Elige un canal de texto o de anuncios.',
    words: 'Tu prompt contiene algo que este servidor no permite.',
    hostDecides:
      'Solo quien aloja este bot puede decir qué cobró el proveedor. Para devolvérselo al miembro y al servidor, no indiques `cobrado`.',
    nothingUnconfirmed: 'Ya no queda ningún cobro sin confirmar sobre el que decidir.',
    hostOnly: 'Eso solo puede verlo quien aloja este bot.',
    dates: 'Indica los dos días, `desde` y `hasta`, como 2026-11-01; el primero no puede ser posterior al segundo.',
    serversOnly: 'Eso solo se puede hacer en un servidor que tenga a este bot como miembro.',
    moderatorsOnly: 'Eso solo pueden hacerlo los moderadores de este servidor.',
    managersOnly: 'Eso solo puede hacerlo quien gestiona este servidor.',
    blockSelf: 'No puedes bloquearte a ti mismo.',
    blockOwner: 'El propietario de este servidor no se puede bloquear.',
    blockManager: 'Solo quienes gestionan este servidor pueden bloquear a alguien que puede gestionarlo.',
    blockUnknown:
      'No se ha bloqueado a nadie: Discord no ha indicado los permisos de este miembro. Vuelve a intentarlo dentro de un minuto.',
    unblockSelf: 'No puedes levantar tu propio bloqueo. Pídeselo a otro moderador.',
    imageGone: 'Una imagen de partida ya no está guardada aquí. Adjúntala otra vez.',
    imagesBusy: 'Ahora mismo se están procesando demasiadas imágenes. Inténtalo de nuevo en unos segundos.',
    imageDeleted: 'La imagen de partida se ha eliminado.',
    noImageYet: 'No hay ninguna imagen de la que partir.',
    noImageBefore: 'No hay ninguna imagen anterior a esta.',
    noImageThere: 'En este mensaje no hay ninguna imagen.',
    shownAlready: 'Ya la ve todo el mundo aquí: {{link}}',
    noImageChosen: 'No se ha elegido ninguna imagen.',
    tooManyImages:
      'Son {{count}} imágenes y el máximo a la vez es {{most}}. Con Aplicaciones → Editar imagen puedes elegir.',
    unknownPreset: '“{{name}}” no es una plantilla que puedas usar aquí. Mira cuáles hay con `/plantilla lista`.',
    builtInPreset: '“{{name}}” viene con el bot y no se puede eliminar.',
    emptyPreset: 'Una plantilla necesita un nombre y un prompt.',
    tooManyPresets: 'El máximo son {{most}} plantillas. Elimina antes alguna, con `/plantilla eliminar`.',
    count: 'Pide de 1 a {{most}} imágenes a la vez.',
    whichImage:
      'Este mensaje muestra {{count}} imágenes: {{numbers}}. Di cuál con --image: “que sea de noche --image {{example}}”.',
    noSuchImage: 'En este mensaje no hay ninguna imagen con el número {{number}}.',
    seed: 'Una semilla es un número entero de 0 a 4294967295.',
    draftGone: 'Este formulario ya no está abierto. Empieza otra vez desde el principio.',
    avatarsOffHere: 'Este servidor no permite editar avatares.',
    avatarNotAllowed: 'Esta persona no deja que otras editen su avatar.',
    ambiguousAmount: '“{{value}}” puede significar {{grouped}} o {{decimal}}. Escribe uno de los dos.',
    grantGone: 'Este crédito adicional ya está agotado, caducado o revocado.',
    changeGone: 'Esto ya no está pendiente de confirmación. Usa el comando otra vez.',
    amount: '“{{value}}” no es un importe en dólares. Escribe 5 o 2.50.',
    amountZero: 'El crédito adicional debe ser mayor que 0.',
    amountTooLarge: '“{{value}}” es demasiado. El máximo es {{most}}.',
    amountTooFine: '“{{value}}” tiene más de seis cifras decimales.',
    duration: '“{{value}}” no es una duración. Escribe 30m, 12h, 7d o 2w (minutos, horas, días, semanas).',
    tooLate: 'Ya ha terminado.',
    questionGone: 'Esta pregunta ya no está abierta. Empieza otra vez desde el principio.',
    alreadyCancelled: 'Ya está cancelado.',
    finishedUnshown: 'Tu imagen está lista y guardada en `/historial`. Aún no se ha podido publicar aquí.',
    providerSilent:
      'El proveedor de imágenes no responde en este momento, así que no se empieza nada nuevo. No se ha cobrado nada. Próximo intento: {{when}}.',
    storage:
      'El bot no puede guardar nada en este momento, así que no se empieza nada nuevo. No se ha cobrado nada. Inténtalo de nuevo en un minuto.',
    tooFast: 'Eso ha sido demasiado de golpe. Espera un momento y sigue.',
    stopping: 'El bot se está reiniciando. Inténtalo de nuevo en un momento.',
    unknownCommand: 'Esto ya no está disponible. Usa el comando otra vez.',
  },
  notice: {
    unshown_one: 'Tu imagen {{prompt}} está lista, pero no he podido publicarla. La encontrarás con `/historial`.',
    unshown_many:
      'Tus imágenes {{prompt}} están listas, pero no he podido publicarlas. Las encontrarás con `/historial`.',
    unshown_other:
      'Tus imágenes {{prompt}} están listas, pero no he podido publicarlas. Las encontrarás con `/historial`.',
    member: 'Has usado el {{percent}} de tu límite {{window}} aquí ({{limit}}, {{source}}).',
    server: 'Este servidor ha usado el {{percent}} de su presupuesto {{window}} ({{limit}}).',
    images_one: '{{count}} imagen',
    images_many: '{{count}} imágenes',
    images_other: '{{count}} imágenes',
  },
  apology:
    'Algo ha fallado por nuestra parte, no por la tuya. Si se repite, avisa al operador del bot. Referencia: {{reference}}',
  /** What stands in a prompt for a mention without a name that may be told. */
  mention: {
    somebody: 'alguien',
    role: 'un rol',
    channel: 'un canal',
  },
  chat: {
    noImage:
      'No hay ninguna imagen que editar. Responde a un mensaje con una imagen, o adjunta una, y di qué cambiar. Para crear solo con palabras, usa `/imaginar`.',
    noPrompt: 'Di qué cambiar en la imagen; por ejemplo: “que sea de noche --ar 16:9”.',
    cannotSee: 'No puedo ver la imagen del mensaje al que respondes. Usa mejor su menú: Aplicaciones → Editar imagen.',
    wrongValue: '“{{value}}” no es un valor válido para --{{option}}. {{valid}}',
    notPrivate: '--private no funciona aquí. Para una imagen privada, usa `/editar` y elige `privado`.',
    writeWhole: 'Escribe un número entero de {{least}} a {{most}}.',
    writeNumber: 'Escribe un número de {{least}} a {{most}}.',
    writeOneOf: 'Escribe uno de estos valores: {{values}}.',
    writeSomething: 'Escribe algo después.',
    denied: 'Ahora no puedo hacer esto por ti. Con `/uso yo` puedes ver lo que has gastado y lo que te queda.',
    withheld: 'No puedo hacer esto.',
    missingPermissions:
      'No puedo responder en <#{{channel}}> porque allí me faltan permisos: {{permissions}}. Un moderador puede cambiarlo; los comandos de barra funcionan de todos modos.',
  },
  permission: {
    ViewChannel: 'Ver canal',
    SendMessages: 'Enviar mensajes',
    AttachFiles: 'Adjuntar archivos',
    ReadMessageHistory: 'Leer el historial de mensajes',
  },
};

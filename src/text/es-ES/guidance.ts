// Finding one's way: help and status. In Spanish; values in {{braces}} are put in, `_one`, `_other`
// and so on are plural forms.

export const guidance = {
  help: {
    description: 'Qué puedes hacer aquí',
    title: 'Qué puedes hacer aquí',
    notNow: '**Ahora mismo no**: {{reason}}',
    draw: '• **Crea**: `/imaginar` y unas palabras, por ejemplo “{{example}}”; `plantilla` para un estilo.',
    drawSeveral:
      '• **Crea**: `/imaginar` y unas palabras, por ejemplo “{{example}}”; `cantidad` para hasta {{most}} a la vez, `plantilla` para un estilo.',
    example: 'un faro en la niebla, pintura al óleo',
    edit: '• **Edita**: `/editar` con tu propio archivo, o Aplicaciones → Editar imagen en cualquier mensaje con una imagen.',
    replyAny: '• **Responde** a una imagen, menciona a {{bot}} y di qué cambiar.',
    replyOwn:
      '• **Responde** a una de mis imágenes, menciona a {{bot}} y di qué cambiar. Para las imágenes de otras personas, usa Aplicaciones → Editar imagen.',
    direct: '• **Escríbeme**: envía aquí una imagen y di qué cambiar. No hace falta ningún comando.',
    guest:
      '• Me has traído tú y aquí no soy miembro: no veo los mensajes, así que las respuestas no me llegan, y las plantillas, los ajustes y los moderadores de este sitio no cuentan. Los comandos y Aplicaciones → Editar imagen sí funcionan.',
    own: '• **Lo tuyo**: `/historial` imágenes, `/plantilla lista` estilos, `/uso yo` gastos, `/estado` lo que se está creando, `/privacidad exportar` tus datos.',
    cost: '• Una imagen cuesta cerca de {{cost}}.',
    moderator:
      '• **Para moderar**: `/moderar tarea`, `/moderar bloquear`, `/uso servidor`, `/uso miembro`, `/presupuesto ver`, Aplicaciones → Uso de imágenes.',
    manager:
      '• **Para gestionar**: `/ajustes ver`, `/presupuesto fijar predeterminado`, `/presupuesto conceder`, y plantillas para todo el servidor.',
    host: '• **Para quien aloja el bot**: `/uso host`, `/ajustes pausar en_todos`, `/moderar liberar cobrado`.',
  },
  status: {
    description: 'Cómo va todo: el proveedor, la cola y tus imágenes en camino',
    title: 'Cómo va todo',
    provider: {
      silent:
        'El proveedor de imágenes no responde en este momento, así que no se empieza nada nuevo. Próximo intento: {{when}}.',
      trying: 'Hace poco el proveedor de imágenes no respondía. Con la próxima imagen se verá si ya responde.',
      well: 'El proveedor de imágenes funciona con normalidad.',
      quiet: 'El proveedor de imágenes no ha hecho falta en la última hora.',
      slowed_one: 'El proveedor de imágenes pide paciencia: por ahora, {{count}} imagen a la vez.',
      slowed_many: 'El proveedor de imágenes pide paciencia: por ahora, {{count}} imágenes a la vez.',
      slowed_other: 'El proveedor de imágenes pide paciencia: por ahora, {{count}} imágenes a la vez.',
      some_one: 'El proveedor de imágenes ha tenido algún problema con la única imagen de la última hora.',
      some_many:
        'El proveedor de imágenes ha tenido algún problema: con {{troubled}} de {{count}} imágenes en la última hora.',
      some_other:
        'El proveedor de imágenes ha tenido algún problema: con {{troubled}} de {{count}} imágenes en la última hora.',
      bad_one: 'El proveedor de imágenes tiene problemas serios con la única imagen de la última hora.',
      bad_many:
        'El proveedor de imágenes tiene problemas serios: con {{troubled}} de {{count}} imágenes en la última hora.',
      bad_other:
        'El proveedor de imágenes tiene problemas serios: con {{troubled}} de {{count}} imágenes en la última hora.',
    },
    typical: 'Una imagen tarda cerca de {{typical}}; nueve de cada diez, {{most}} como mucho.',
    working_zero: 'No se está creando nada.',
    working_one: 'Se está creando {{count}} imagen.',
    working_many: 'Se están creando {{count}} imágenes.',
    working_other: 'Se están creando {{count}} imágenes.',
    waiting_zero: 'No hay nadie en espera.',
    waiting_one: '{{count}} espera su turno.',
    waiting_many: '{{count}} esperan su turno.',
    waiting_other: '{{count}} esperan su turno.',
    own: 'Tus imágenes',
    nothing: 'No tienes nada en camino.',
    more: '-# y más',
    inProgress_one: '{{count}} en curso',
    inProgress_many: '{{count}} en curso',
    inProgress_other: '{{count}} en curso',
    inQueue_one: '{{count}} en cola, puesto {{place}}',
    inQueue_many: '{{count}} en cola, desde el puesto {{place}}',
    inQueue_other: '{{count}} en cola, desde el puesto {{place}}',
    cancelled: 'cancelación pedida, con cobro',
    cancel: 'Cancelar {{number}}',
    refresh: 'Actualizar',
  },
};

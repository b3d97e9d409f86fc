// The presets that come with the bot: styles that FLUX.1 Kontext does well. Their prompts are
// English whatever their reader's language: the model reads them.

/** `{prompt}` is where what is typed goes: what should be made, or what the image shows. */
interface StarterPrompts {
  draw?: string;
  edit?: string;
}

const KEEP = 'Keep the composition, the people and their faces exactly as they are.';

export const starterPresets = {
  restore: {
    edit: `Restore this old photo of {prompt}: remove scratches, dust, stains and creases, bring back faded detail and contrast. ${KEEP}`,
  },
  colourise: {
    edit: `Colourise this black-and-white photo of {prompt} with natural, period-accurate colours. ${KEEP}`,
  },
  declutter: {
    edit: 'Remove the clutter and distractions from the background around {prompt}, and fill the place in with what would naturally be there. Leave {prompt} untouched.',
  },
  night: {
    edit: `Change the scene of {prompt} from day to night: a dark blue sky, warm light in windows and street lamps, soft moonlight. ${KEEP}`,
  },
  winter: {
    edit: `Change the season of {prompt} to deep winter: fresh snow on every surface, frost, soft overcast light. ${KEEP}`,
  },
  product: {
    draw: 'Studio product photograph of {prompt}, centred on a seamless light grey backdrop, soft box lighting, gentle reflection, crisp detail',
    edit: 'Turn this into a studio product photograph of {prompt}: seamless light grey backdrop, soft box lighting, gentle reflection. Keep the product, its shape and its labels exactly as they are.',
  },
  watercolour: {
    draw: 'Watercolour painting of {prompt}, loose wet-on-wet washes, visible paper grain, soft edges, white space around it',
    edit: 'Repaint {prompt} as a watercolour: loose wet-on-wet washes, visible paper grain, soft edges. Keep the composition.',
  },
  comic: {
    draw: 'Comic book panel of {prompt}, bold ink outlines, flat colours, halftone dots, dramatic light',
    edit: 'Redraw {prompt} as a comic book panel: bold ink outlines, flat colours, halftone dots. Keep poses and faces recognisable.',
  },
  pencil: {
    draw: 'Detailed graphite pencil drawing of {prompt}, fine hatching, white paper',
    edit: 'Redraw {prompt} as a detailed graphite pencil drawing with fine hatching on white paper. Keep the composition.',
  },
  clay: {
    draw: 'Stop-motion clay figure scene of {prompt}, visible fingerprints in the clay, miniature set, soft light',
    edit: 'Rebuild {prompt} as a stop-motion clay scene: clay figures, visible fingerprints, a miniature set. Keep poses and composition.',
  },
  pixel: {
    draw: 'Pixel art of {prompt}, 16-bit game style, limited palette, crisp pixels',
    edit: 'Redraw {prompt} as 16-bit pixel art with a limited palette and crisp pixels. Keep the composition.',
  },
  portrait: {
    draw: 'Professional portrait photograph of {prompt}, 85 mm lens, shallow depth of field, soft window light, neutral background',
    edit: `Turn this into a professional portrait photograph of {prompt}: soft window light, neutral background, shallow depth of field. ${KEEP}`,
  },
} as const satisfies Readonly<Record<string, StarterPrompts>>;

export type StarterName = keyof typeof starterPresets;

/** In the order in which they are offered. */
export const starterNames = Object.keys(starterPresets) as StarterName[]; // The keys of a constant.

/** @returns undefined where it is not for that */
export function starterPrompt(name: StarterName, isEdit: boolean): string | undefined {
  const prompts: StarterPrompts = starterPresets[name];
  return isEdit ? prompts.edit : prompts.draw;
}

import { checkOneOf, InvalidParameterError } from '@genre/core'

/** The colour maps for pictures: even steps in value are even steps to the eye, and they survive colour blindness and grey print. */
export const COLOR_MAPS = ['magma', 'inferno', 'viridis', 'cividis', 'gray'] as const

/** One of {@link COLOR_MAPS}. */
export type ColorMap = (typeof COLOR_MAPS)[number]

/** Every fifth of the 256 colours of matplotlib's maps of these names (by Smith, van der Walt and Firing, CC0; cividis by Nunez et al.). */
const ANCHORS: Readonly<Record<ColorMap, string>> = {
  magma:
    '00000402020b0504160907200e0b2b140e361a104221114e29115a311165390f6e420f754a107952137c5a167e621980' +
    '6a1c81721f81792282812581892881912b81992d80a1307eaa337db2357bba3878c23b75ca3e72d2426fd9466be04c67' +
    'e75263ec5860f1605df4695cf7725cf97b5dfb8560fc8e64fd9869fea16efeaa74feb47bfebd82fec68afecf92fed89a' +
    'fde2a3fdebacfcf4b6fcfdbf',
  inferno:
    '00000402020c0504170a072210092d160b391e0c45260c512f0a5b380962400a67490b6a510e6c59106e61136e69166e' +
    '71196e781c6d801f6c88226a902568982766a02a63a82e5fb0315bb73557bf3952c63d4dcc4248d34743d94d3ddf5337' +
    'e45a31e9612bed6925f1711ff47918f78212f98b0bfa9407fb9d07fca60cfcb014fbba1ffac42af8cd37f6d746f4e156' +
    'f2ea69f2f27df5f992fcffa4',
  viridis:
    '44015446085c471063481769481d6f482475472a7a46307e453781433d844142873f48893d4e8a3a538b38598c355e8d' +
    '33638d31688e2e6d8e2c718e2a768e297b8e27808e25848e23898e218e8d20928c1f978b1e9c891fa18821a58524aa83' +
    '28ae802eb37c35b7793dbc7446c06f50c46a5ac86465cb5e70cf577cd25089d54895d840a2da37b0dd2fbddf26cae11f' +
    'd8e219e5e419f1e51dfde725',
  cividis:
    '00224e002656002a5f002d68003070083370163770203a6f273e6e2e416d34456c3a486c3f4c6c444f6c49536c4e566c' +
    '535a6d575d6d5c616e60646f656870696b716d6f727272747676767a7a787e7d788381798885788d8878928c78969077' +
    '9b9476a09875a59c74aaa073afa471b5a86fbaac6dbfb06bc4b468c9b965cfbd62d4c15fdac65bdfca57e5cf52ead34c' +
    'f0d846f6dd3ffce236fee838',
  gray:
    '0000000505050a0a0a0f0f0f1414141919191e1e1e2323232828282d2d2d3232323737373c3c3c4141414646464b4b4b' +
    '5050505555555a5a5a5f5f5f6464646969696e6e6e7373737878787d7d7d8282828787878c8c8c9191919696969b9b9b' +
    'a0a0a0a5a5a5aaaaaaafafafb4b4b4b9b9b9bebebec3c3c3c8c8c8cdcdcdd2d2d2d7d7d7dcdcdce1e1e1e6e6e6ebebeb' +
    'f0f0f0f5f5f5fafafaffffff',
}

/**
 * 256 colours of a map as RGB bytes: colour i is `table[3 i]`, `table[3 i + 1]`, `table[3 i + 2]`.
 *
 * Matplotlib 3.11's tables within 1 of 255 (cividis within 4), drawn as straight lines between every fifth colour.
 *
 * @throws InvalidParameterError for an unknown name
 *
 * @example
 * ```ts
 * import { colorTable } from '@genre/viz'
 * const table = colorTable('viridis')
 * console.log(table.length, table[0], table[1], table[2]) // => 768 68 1 84
 * ```
 */
export function colorTable(colorMap: ColorMap): Uint8ClampedArray {
  const hex = ANCHORS[checkOneOf('colorMap', colorMap, COLOR_MAPS)]
  const table = new Uint8ClampedArray(768)
  for (let i = 0; i < 256; i++) {
    const anchor = Math.min(50, Math.floor(i / 5))
    const share = i / 5 - anchor
    for (let channel = 0; channel < 3; channel++) {
      const at = 6 * anchor + 2 * channel
      const from = Number.parseInt(hex.slice(at, at + 2), 16)
      const to = Number.parseInt(hex.slice(at + 6, at + 8), 16)
      table[3 * i + channel] = Math.round(from + share * (to - from))
    }
  }
  return table
}

/**
 * The colour of a value in 0..1 as `#rrggbb`; values outside are taken to the nearest end.
 *
 * @throws InvalidParameterError for an unknown map or a value that is not a number
 *
 * @example
 * ```ts
 * import { colorAt } from '@genre/viz'
 * console.log(colorAt('viridis', 1)) // => #fde725
 * ```
 */
export function colorAt(colorMap: ColorMap, value: number): string {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new InvalidParameterError({ parameter: 'value', received: value, allowed: 'a number' })
  }
  const table = colorTable(colorMap)
  const i = Math.round(255 * Math.min(1, Math.max(0, value)))
  return `#${[0, 1, 2].map(channel => table[3 * i + channel].toString(16).padStart(2, '0')).join('')}`
}

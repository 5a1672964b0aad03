import type { Style } from '../style'

/** Two-beat bass and train beats over three major chords; strummed and picked strings, fiddle, steel guitar, plain voices. */
export const country: Style = {
  neighbours: ['rock', 'blues', 'pop'],
  rhythm: {
    tempo: [76, 148],
    swing: [0, 0.2],
    looseness: [0.003, 0.011],
    melody: [0.7, 1.7],
    fills: 0.3,
    grooves: [
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X.......X.......', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
        bass: 'r---..5-r---..a-',
        chords: '....c-u-....c-u-',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X.......X.......', brush: 'xoXoxoXoxoXoxoXo' },
        bass: 'r---5---r---5---',
        chords: '..c-..cu..c-..cu',
      },
      {
        beats: 3,
        division: 4,
        drums: { kick: 'X...........', rim: '....x...x...', brush: 'x...x...x...' },
        bass: 'r---5---5---',
        chords: '....c-u-c-u-',
      },
      { beats: 4, division: 4, drums: {}, bass: 'r-------5-------', chords: '1.3.2.3.1.3.2.3u' },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X.....x.X.......', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
        bass: 'r-----r-r---5---',
        chords: 'C---c-u.c---c-cu',
      },
    ],
  },
  harmony: {
    scales: ['major', 'majorPentatonic', 'majorPentatonic', 'mixolydian'],
    progressions: ['I x2 IV I V x2 I x2', 'I IV I V', 'I x2 IV x2 V x2 I x2', 'I vi IV V', 'I V IV I'],
    power: 0.02,
  },
  timbre: {
    kits: ['acoustic', 'dry', 'acoustic'],
    bass: ['uprightBass', 'electricBass', 'electricBass'],
    chords: ['acousticGuitar', 'acousticGuitar', 'acousticGuitar', 'banjo', 'cleanGuitar'],
    pads: [null, null, 'steelGuitar', 'organ'],
    leads: ['voice', 'voice', 'fiddle', 'steelGuitar', 'banjo', 'cleanGuitar', 'harmonica'],
    chordRegister: [52, 62],
    leadRegister: [60, 74],
  },
  mix: {
    drums: [-9, -1],
    bass: [-5, 1],
    chords: [-4, 2],
    pad: [-13, -6],
    lead: [-3, 3],
    loudness: [-25, -14],
    squash: [0, 8],
    low: [-7, 0],
    high: [-2, 6],
    band: [5500, 10500],
    room: [0.03, 0.22],
    roomSeconds: [0.3, 1.1],
    noise: [-72, -48],
    dynamics: [1, 5],
  },
}

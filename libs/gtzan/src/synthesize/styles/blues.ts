import type { Style } from '../style'

/** Shuffles and slow twelve-eights over twelve bars; plucked or overdriven guitars, harmonica, rough voices, small rooms. */
export const blues: Style = {
  neighbours: ['rock', 'jazz', 'country'],
  rhythm: {
    tempo: [62, 138],
    swing: [0, 0.1],
    looseness: [0.004, 0.014],
    melody: [0.7, 1.8],
    fills: 0.35,
    grooves: [
      {
        beats: 4,
        division: 3,
        drums: { kick: 'X.....x..x..', snare: '...X.....X..', hat: 'x.xx.xx.xx.x' },
        bass: 'r-.5-.6-.5-.',
        chords: 'c-uc-uc-uc-u',
      },
      {
        beats: 4,
        division: 3,
        drums: { kick: 'X....xX.....', snare: '...X.....X..', ride: 'xoxxoxxoxxox' },
        bass: 'r--3--5--6-a',
        chords: '...C--...C--',
      },
      {
        beats: 4,
        division: 3,
        drums: { kick: 'x.....x.....', brush: 'x.ox.ox.ox.o' },
        bass: 'r-----5-----',
        chords: 'c-12-3c-12-3',
      },
      { beats: 4, division: 3, drums: {}, bass: 'r--r--5--r--', chords: 'c-u..uc-u12.' },
    ],
  },
  harmony: {
    scales: ['blues', 'minorPentatonic', 'mixolydian'],
    progressions: [
      'I7 x4 IV7 x2 I7 x2 V7 IV7 I7 V7',
      'I7 IV7 I7 x2 IV7 x2 I7 x2 V7 IV7 I7 V7',
      'i7 x4 iv7 x2 i7 x2 bVI7 V7 i7 x2',
      'I7 x2 IV7 I7 V7 IV7 I7 x2',
    ],
    power: 0.1,
  },
  timbre: {
    kits: ['acoustic', 'dry', 'jazz'],
    bass: ['uprightBass', 'electricBass'],
    chords: ['acousticGuitar', 'cleanGuitar', 'overdrivenGuitar', 'piano', 'organ'],
    pads: [null, null, 'organ'],
    leads: ['roughVoice', 'harmonica', 'overdrivenGuitar', 'cleanGuitar', 'voice', 'saxophone'],
    chordRegister: [50, 60],
    leadRegister: [60, 72],
  },
  mix: {
    drums: [-8, 1],
    bass: [-5, 1],
    chords: [-4, 2],
    pad: [-16, -8],
    lead: [-4, 2],
    loudness: [-26, -15],
    squash: [0, 8],
    low: [-6, 3],
    high: [-9, 1],
    band: [3800, 9500],
    room: [0.03, 0.3],
    roomSeconds: [0.3, 1.2],
    noise: [-66, -42],
    dynamics: [2, 7],
  },
}

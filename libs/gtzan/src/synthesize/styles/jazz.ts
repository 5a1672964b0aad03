import type { Style } from '../style'

/** Swing and bossa with walking bass and four-note chords round ii-V-I; horns, piano, vibraphone, brushes; live rooms. */
export const jazz: Style = {
  neighbours: ['blues', 'classical', 'blues'],
  rhythm: {
    tempo: [72, 208],
    swing: [0, 0.12],
    looseness: [0.004, 0.016],
    melody: [0.9, 2.4],
    fills: 0.3,
    grooves: [
      {
        beats: 4,
        division: 3,
        drums: { ride: 'x..x.ox..x.o', hat: '...x.....x..', kick: 'o.........o.' },
        bass: 'w--w--w--w--',
        chords: '..c-......c.',
      },
      {
        beats: 4,
        division: 3,
        drums: { brush: 'x..X.ox..X.o', hat: '...x.....x..' },
        bass: 'w--w--w--w-w',
        chords: '.....C--.c..',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'x..xx..xx..xx..x', rim: 'x..x..x...x..x..', shaker: 'xoxoxoxoxoxoxoxo' },
        bass: 'r-----5-r-----a-',
        chords: 'c-.c..c-..c..c-.',
      },
      { beats: 4, division: 3, drums: {}, bass: 'w--w--w--w--', chords: 'c--..c...c--' },
    ],
  },
  harmony: {
    scales: ['bebop', 'dorian', 'major', 'blues', 'mixolydian'],
    progressions: [
      'ii7 V7 Imaj7 vi7',
      'ii7,V7 Imaj7 iii7,VI7 ii7,V7',
      'I7 IV7 I7 x2 IV7 x2 I7 VI7 ii7 V7 I7,VI7 ii7,V7',
      'im9 x4 iv7 x2 ii7,V7 i6',
      'Imaj7 x2 II7 x2 ii7 V7 Imaj7 x2',
    ],
    power: 0,
  },
  timbre: {
    kits: ['jazz'],
    bass: ['uprightBass', 'uprightBass', 'uprightBass', 'electricBass'],
    chords: ['piano', 'piano', 'cleanGuitar', 'vibraphone', 'electricPiano', 'organ'],
    pads: [null, null, null, 'brass'],
    leads: ['saxophone', 'saxophone', 'trumpet', 'piano', 'clarinet', 'cleanGuitar', 'vibraphone', 'flute'],
    chordRegister: [54, 65],
    leadRegister: [60, 74],
  },
  mix: {
    drums: [-9, -1],
    bass: [-3, 3],
    chords: [-5, 1],
    pad: [-16, -9],
    lead: [-5, 2],
    loudness: [-29, -17],
    squash: [0, 5],
    low: [-5, 3],
    high: [-8, 2],
    band: [4500, 10500],
    room: [0.05, 0.35],
    roomSeconds: [0.4, 1.6],
    noise: [-70, -45],
    dynamics: [2, 7],
  },
}

import type { Style } from '../style'

/** Four-chord songs with clean electronic or studio drums, synthesizers, voices in front; bright, dense, polished. */
export const pop: Style = {
  neighbours: ['disco', 'hiphop', 'rock', 'country'],
  rhythm: {
    tempo: [84, 130],
    swing: [0, 0.12],
    looseness: [0.0005, 0.005],
    melody: [0.8, 2],
    fills: 0.3,
    grooves: [
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X.......X.x.....', clap: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
        bass: 'r.r.r.r.r.r.r.r.',
        chords: 'C-------C-------',
      },
      {
        beats: 4,
        division: 4,
        drums: {
          kick: 'X...X...X...X...',
          clap: '....X.......X...',
          hat: '..x...x...x...x.',
          shaker: 'xoxoxoxoxoxoxoxo',
        },
        bass: 'r..r..r.r..r..r.',
        chords: 'c..c..c.c..c..c.',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X..x..x...x.....', snare: '....X.......X...', hat: 'xxxxxxxxxxxxxxxx' },
        bass: 'r-----r---r-5---',
        chords: '1-2-3-2-1-2-3-4-',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X.....x.X.......', snare: '....X.......X..o', hat: 'x.xox.xox.xox.xo' },
        bass: 'r-------r---5-a-',
        chords: 'c---c-u.c---c-u.',
      },
    ],
  },
  harmony: {
    scales: ['major', 'majorPentatonic', 'minor', 'major'],
    progressions: ['I V vi IV', 'vi IV I V', 'I vi IV V', 'i bVI bIII bVII', 'IVadd9 I V vi', 'I iii7 IVmaj7 V'],
    power: 0.02,
  },
  timbre: {
    kits: ['electronic', 'electronic', 'machine', 'acoustic'],
    bass: ['synthBass', 'synthBass', 'electricBass', 'subBass'],
    chords: ['pluckSynth', 'piano', 'electricPiano', 'acousticGuitar', 'cleanGuitar', 'synthPad'],
    pads: ['synthPad', 'synthPad', 'strings', null],
    leads: ['voice', 'voice', 'voice', 'voice', 'synthLead'],
    chordRegister: [56, 67],
    leadRegister: [63, 76],
  },
  mix: {
    drums: [-2, 4],
    bass: [-4, 2],
    chords: [-6, 0],
    pad: [-9, -2],
    lead: [-3, 3],
    loudness: [-18, -10],
    squash: [4, 13],
    low: [-1, 6],
    high: [1, 9],
    band: [8500, 10900],
    room: [0.03, 0.25],
    roomSeconds: [0.5, 1.8],
    noise: [-80, -60],
    dynamics: [0.5, 4],
  },
}

import type { Style } from '../style'

/** One-drop and steppers drums, chords on the off-beat, a melodic bass that carries the tune, organ bubble, echoing rooms. */
export const reggae: Style = {
  neighbours: ['hiphop', 'pop', 'rock'],
  rhythm: {
    tempo: [66, 98],
    swing: [0, 0.25],
    looseness: [0.003, 0.011],
    melody: [0.6, 1.8],
    fills: 0.4,
    grooves: [
      {
        beats: 4,
        division: 4,
        drums: { kick: '........X.......', rim: '........X.......', hat: 'x.x.x.x.x.x.x.x.' },
        bass: 'r--r..3-5-..r-3-',
        chords: '....c.......c...',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X...X...X...X...', snare: '....o..x....o..x', hat: '..x...x...x...x.' },
        bass: 'r-..r-5-8---5-..',
        chords: '..c...c...c...c.',
      },
      {
        beats: 4,
        division: 4,
        drums: {
          kick: '....X.......X...',
          rim: '....X..x....X...',
          hat: 'x.oxx.oxx.oxx.ox',
          conga: '..x...xx..x...xx',
        },
        bass: '..r-3-5-..5-3-r-',
        chords: '..cu..cu..cu..cu',
      },
      {
        beats: 4,
        division: 4,
        drums: {
          kick: 'X.......X.......',
          snare: '........X.......',
          openHat: '..............x.',
          hat: 'x.x.x.x.x.x.x...',
        },
        bass: 'r---5-3-r-....5-',
        chords: '....c..u....c..u',
      },
    ],
  },
  harmony: {
    scales: ['minorPentatonic', 'major', 'dorian', 'minor'],
    progressions: ['i x2 iv x2', 'I IV', 'i bVII', 'I V IV V', 'im7 iv7 im7 v7', 'I vi ii V'],
    power: 0,
  },
  timbre: {
    kits: ['dry', 'dry', 'acoustic'],
    bass: ['electricBass', 'electricBass', 'subBass'],
    chords: ['mutedGuitar', 'cleanGuitar', 'organ', 'piano'],
    pads: ['organ', null, null],
    leads: ['voice', 'voice', 'rap', 'brass', 'saxophone', 'organ'],
    chordRegister: [57, 68],
    leadRegister: [57, 71],
  },
  mix: {
    drums: [-3, 3],
    bass: [0, 6],
    chords: [-7, -1],
    pad: [-15, -7],
    lead: [-6, 1],
    loudness: [-22, -13],
    squash: [1, 8],
    low: [-1, 6],
    high: [-6, 3],
    band: [5000, 10500],
    room: [0.05, 0.35],
    roomSeconds: [0.5, 2.2],
    noise: [-72, -46],
    dynamics: [0.5, 4],
  },
}

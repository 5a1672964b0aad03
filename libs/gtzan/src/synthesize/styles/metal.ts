import type { Style } from '../style'

/** Palm-muted power chords in dark scales through heavy distortion, double kick drums, screams; a wall with little dynamics. */
export const metal: Style = {
  neighbours: ['rock', 'rock', 'hiphop'],
  rhythm: {
    tempo: [86, 196],
    swing: [0, 0],
    looseness: [0.001, 0.007],
    melody: [0.6, 2.6],
    fills: 0.45,
    grooves: [
      {
        beats: 4,
        division: 4,
        drums: { kick: 'xxxxxxxxxxxxxxxx', snare: '....X.......X...', crash: 'x...x...x...x...' },
        bass: 'rrrrrrrrrrrrrrrr',
        chords: 'C.uuC.uuC.uuC.uu',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X..xx..xX..xx..x', snare: '....X.......X...', openHat: 'x...x...x...x...' },
        bass: 'r--rr--rr--rr-r-',
        chords: 'C--uC--uC--uC-c-',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X.x.X.x.X.x.X.x.', snare: '..X...X...X...X.', hat: 'x.x.x.x.x.x.x.x.' },
        bass: 'r.r.r.r.r.r.r.r.',
        chords: 'cucucucucucucucu',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X.....x.X.......', snare: '........X.......', ride: 'x...x...x...x...' },
        bass: 'r-------r-----r-',
        chords: 'C-------C-----c-',
      },
    ],
  },
  harmony: {
    scales: ['phrygian', 'minor', 'harmonicMinor', 'minorPentatonic'],
    progressions: ['i x2 bII i', 'i bVI bVII i', 'i x3 bVI,bV', 'i bIII bVII iv', 'i x2 bVI bVII'],
    power: 0.95,
  },
  timbre: {
    kits: ['heavy'],
    bass: ['pickedBass', 'pickedBass', 'electricBass'],
    chords: ['distortedGuitar', 'distortedGuitar', 'distortedGuitar', 'overdrivenGuitar'],
    pads: [null, null, 'synthPad', 'distortedGuitar'],
    leads: ['roughVoice', 'roughVoice', 'distortedGuitar', 'voice', 'overdrivenGuitar'],
    chordRegister: [40, 47],
    leadRegister: [55, 72],
  },
  mix: {
    drums: [-4, 3],
    bass: [-7, 0],
    chords: [0, 6],
    pad: [-14, -7],
    lead: [-8, 0],
    loudness: [-20, -11],
    squash: [5, 14],
    low: [-4, 4],
    high: [-3, 5],
    band: [6500, 10800],
    room: [0.01, 0.15],
    roomSeconds: [0.3, 1.2],
    noise: [-70, -48],
    dynamics: [0, 3],
  },
}

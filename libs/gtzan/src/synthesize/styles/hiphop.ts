import type { Style } from '../style'

/** Sparse machine beats, a loop of one or two chords, deep bass and rapid speech; dry, loud, heavy in the lows. */
export const hiphop: Style = {
  neighbours: ['reggae', 'pop', 'disco'],
  rhythm: {
    tempo: [76, 112],
    swing: [0, 0.3],
    looseness: [0.001, 0.01],
    melody: [1.6, 3.4],
    fills: 0.15,
    grooves: [
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X.....x..xX.....', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
        bass: 'r-----r---r-----',
        chords: 'c-------..c-....',
      },
      {
        beats: 4,
        division: 4,
        drums: { kick: 'X..x......Xx....', snare: '....X..o....X..o', hat: 'xxxxxxxxxxxxxxxx' },
        bass: 'r--r......r-8-..',
        chords: '1.3.2.3.1.4.2.3.',
      },
      {
        beats: 4,
        division: 4,
        drums: {
          kick: 'X.x...x...X..x..',
          clap: '....X.......X...',
          hat: 'x.xxx.x.x.xxx.xx',
          openHat: '..............x.',
        },
        bass: 'r-r...r---r..r-.',
        chords: '..c...........c.',
      },
      {
        beats: 4,
        division: 4,
        drums: {
          kick: 'X.......x.X.....',
          snare: '....X.......X..o',
          shaker: 'x.x.x.x.x.x.x.x.',
          conga: '......x.......x.',
        },
        bass: 'r-------5-----7-',
        chords: 'C---------------',
      },
    ],
  },
  harmony: {
    scales: ['minorPentatonic', 'minor', 'dorian', 'blues'],
    progressions: ['i7', 'i x2 bVI x2', 'im7 iv7', 'im9 x2 bVIImaj7 x2', 'i bII'],
    power: 0.05,
  },
  timbre: {
    kits: ['machine', 'machine', 'dry', 'electronic'],
    bass: ['subBass', 'subBass', 'synthBass', 'electricBass'],
    chords: ['electricPiano', 'piano', 'mutedGuitar', 'pluckSynth', 'strings', 'brass'],
    pads: [null, null, 'synthPad', 'strings'],
    leads: ['rap', 'rap', 'rap', 'rap', 'voice', 'synthLead'],
    chordRegister: [54, 67],
    leadRegister: [47, 56],
  },
  mix: {
    drums: [1, 7],
    bass: [-1, 5],
    chords: [-10, -2],
    pad: [-14, -6],
    lead: [-4, 2],
    loudness: [-19, -11],
    squash: [4, 12],
    low: [-1, 6],
    high: [-4, 5],
    band: [6500, 10800],
    room: [0, 0.1],
    roomSeconds: [0.2, 0.8],
    noise: [-72, -46],
    dynamics: [0.5, 3],
  },
}

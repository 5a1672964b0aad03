import type { Style } from '../style'

/** Four on the floor with open hats between, octave basses, scratched guitars, strings and brass; dense and steady. */
export const disco: Style = {
  neighbours: ['pop', 'hiphop', 'rock'],
  rhythm: {
    tempo: [102, 134],
    swing: [0, 0.06],
    looseness: [0.001, 0.006],
    melody: [0.7, 1.8],
    fills: 0.3,
    grooves: [
      {
        beats: 4,
        division: 4,
        drums: {
          kick: 'X...X...X...X...',
          snare: '....X.......X...',
          openHat: '..x...x...x...x.',
          hat: 'x...x...x...x...',
        },
        bass: 'r.8.r.8.r.8.r.8.',
        chords: 'c.cuc.cuc.cuc.cu',
      },
      {
        beats: 4,
        division: 4,
        drums: {
          kick: 'X...X...X...X...',
          clap: '....X.......X...',
          hat: 'xxxxxxxxxxxxxxxx',
          openHat: '..x...x...x...x.',
        },
        bass: 'r..r..8.r..r5.7.',
        chords: '..c...c...c..c..',
      },
      {
        beats: 4,
        division: 4,
        drums: {
          kick: 'X...X...X...X...',
          snare: '....X..o....X.o.',
          hat: 'x.xxx.xxx.xxx.xx',
          conga: '..x..x...xx...xx',
        },
        bass: 'r---..r-5-7-8-a-',
        chords: '...c..c....c..cu',
      },
    ],
  },
  harmony: {
    scales: ['dorian', 'minor', 'major', 'minorPentatonic'],
    progressions: ['i7 IV7', 'im7 iv7 bVII7 bIIImaj7', 'Imaj7 vi7 ii7 V7', 'i x2 bVII bVI', 'ii7 V7 Imaj7 IVmaj7'],
    power: 0.02,
  },
  timbre: {
    kits: ['disco', 'disco', 'electronic'],
    bass: ['electricBass', 'synthBass', 'electricBass'],
    chords: ['mutedGuitar', 'cleanGuitar', 'electricPiano', 'piano', 'pluckSynth'],
    pads: ['strings', 'strings', 'synthPad', null],
    leads: ['voice', 'voice', 'brass', 'strings', 'synthLead', 'saxophone'],
    chordRegister: [56, 68],
    leadRegister: [64, 77],
  },
  mix: {
    drums: [-1, 5],
    bass: [-3, 3],
    chords: [-6, 0],
    pad: [-8, -1],
    lead: [-6, 1],
    loudness: [-20, -12],
    squash: [3, 11],
    low: [-4, 2],
    high: [-4, 3],
    band: [6000, 9800],
    room: [0.04, 0.22],
    roomSeconds: [0.4, 1.4],
    noise: [-66, -48],
    dynamics: [0.5, 3],
  },
}

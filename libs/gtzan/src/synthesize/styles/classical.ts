import type { Style } from '../style'

/** No drums; broken chords, waltzes and chorales in functional harmony; strings, piano, winds in a hall; wide dynamics. */
export const classical: Style = {
  neighbours: ['jazz', 'jazz', 'country'],
  rhythm: {
    tempo: [54, 132],
    swing: [0, 0],
    looseness: [0.004, 0.022],
    melody: [0.6, 2.2],
    fills: 0,
    grooves: [
      { beats: 4, division: 4, drums: {}, bass: 'r-------5-------', chords: '1-3-2-3-1-3-2-3-' },
      { beats: 3, division: 4, drums: {}, bass: 'r-----------', chords: '....c-..c-..' },
      { beats: 4, division: 4, drums: {}, bass: 'r-------r-------', chords: 'C-------C-------' },
      { beats: 4, division: 4, drums: {}, bass: 'w---w---w---w---', chords: '1234321212343212' },
      { beats: 4, division: 3, drums: {}, bass: 'r-----------', chords: '123432123432' },
    ],
  },
  harmony: {
    scales: ['major', 'major', 'harmonicMinor', 'minor'],
    progressions: [
      'I IV,V I vi,ii V I,V',
      'I V vi iii IV I IV V',
      'i iv V i bVI bIII iv,V i',
      'i V i bVII bIII bVI iv V',
      'I ii,V I IV I,V I',
    ],
    power: 0,
  },
  timbre: {
    kits: ['jazz'],
    bass: ['strings', 'piano', 'uprightBass'],
    chords: ['piano', 'strings', 'harpsichord', 'harp', 'piano'],
    pads: ['strings', null, null],
    leads: ['soloViolin', 'flute', 'clarinet', 'piano', 'strings', 'trumpet', 'voice'],
    chordRegister: [54, 66],
    leadRegister: [66, 80],
  },
  mix: {
    drums: [-12, -6],
    bass: [-9, -1],
    chords: [-4, 2],
    pad: [-8, -2],
    lead: [-5, 2],
    loudness: [-32, -19],
    squash: [0, 3],
    low: [-6, 2],
    high: [-7, 2],
    band: [4500, 10000],
    room: [0.15, 0.6],
    roomSeconds: [0.9, 2.8],
    noise: [-72, -48],
    dynamics: [4, 12],
  },
}

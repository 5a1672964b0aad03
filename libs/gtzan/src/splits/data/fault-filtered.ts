/** Track by track of each genre: `r` train, `v` validation, `t` test, `.` left out. Kereliuk, Sturm & Larsen 2015. */
export const FAULT_FILTERED = {
  blues: 'vvvvvvvvvvvvtttttttttttttttttrrrrrrrrrrrrrrrrrrrrrvvvvvvvvvvvttttttttttttrrrrrrrrrrrrrrrrrrrrrrrrrtt',
  classical: 'vvvvvvvvvvvtttttttttttttttttttrrrrtttttttt.rrrrrrtrrrrrrrrrrrrrrrrrrvvvvvvvvvtttrrrrrrrrrrrrrrrrrrrr',
  country: 'vvvvvvvv.vvvvvvvvvvrrrrrrrrvrrtttttttttttvvttvtttvtt.ttttttttttttrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr',
  disco: 'vtvvvrvvvvvvvvvrrrrrrtrrrrrrrrrrrrrrrr.rrrrrrrvrvr..vrr.rrtr.rtttttvvtr.vrrvtttttttttttttrvttttvtt.t',
  hiphop: 't.rrrrrrrrrrrrrrrrrrrrrrrrttrrtrrrrrrrr.trrttt.....ttttrrrrrrrtttttttttttttt.rrrrvvvvvvvvvvvvvvvvvvt',
  jazz: 'rrvvvvvvvvvrrrrrrrrrrrrrrvvvvvvvv........r.....rrrrrrrrrrrrrrrrrrrrrrrrrrttttttttttttttttttttttttttt',
  metal: 'vvrr.rvvvvvvttttvvvvvrttrttttttttt.rvvtt......rrrrrrrrrrrr.rrrrrrrrtvrtrrtttvvtrrvvtrtrttrrrrrrrrrrr',
  pop: 'ttrrrrrrrrvrrtt.rrrrr..rrrrrrr.rrrrrr.rrrrrtr.r..rr..v.v..vvvvvtttt..tttttttttttrvtvvvv.tttttttttrrr',
  reggae: 'rrr.r.r..r.rr.rrrrrrrrrrrrrrrrrrr.ttttttt.rrrrtttrrrttrrrrrrrvvrtttttrvtv.v.vvvt..tttv.tttt.vvvvvvvv',
  rock: 'rrrrrrrrrrttttttrrrrrrrrrrrtttttttttttvttttttttttvvvvvvvvrrrrrrrrrrrrrrvvvvvvvvvvvvvvvtttttrrrrrrrrr',
} as const

// Prints the path of the Chromium that the tests would use, or says that there is none and ends with 1.
import { NO_CHROMIUM, findChromium } from './chromium.mjs'

const found = findChromium()
console.log(found ?? NO_CHROMIUM)
process.exitCode = found ? 0 : 1

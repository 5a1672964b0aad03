export { encodePng } from './node/encode-png'
export { renderSvg } from './node/render-svg'

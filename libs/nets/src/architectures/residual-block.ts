import type { NetSketch } from '../spec/net-sketch'

/**
 * The basic residual block: conv 3x3 (stride), batch norm, ReLU, conv 3x3, batch norm, plus the shortcut (a 1x1 conv and
 * batch norm where the shape changes), ReLU. No conv has a bias. `names` are those of its six layers with parameters:
 * conv, norm, conv, norm, shortcut conv, shortcut norm.
 */
export function addResidualBlock(
  net: NetSketch,
  name: string,
  options: { width: number; before: number; stride: number; names: readonly string[] },
): void {
  const { width, before, stride, names } = options
  const from = net.last
  const [conv1, norm1, conv2, norm2, shortcutConv, shortcutNorm] = names.map(part => `${name}.${part}`)
  net.conv(conv1, width, { stride, padding: 1, bias: false })
  net.batchNorm(norm1)
  net.relu()
  net.conv(conv2, width, { padding: 1, bias: false })
  const body = net.batchNorm(norm2)
  let shortcut = from
  if (stride !== 1 || width !== before) {
    net.conv(shortcutConv, width, { kernel: 1, stride, bias: false, from })
    shortcut = net.batchNorm(shortcutNorm)
  }
  net.add({ op: 'add' }, { from: [body, shortcut] })
  net.relu()
}

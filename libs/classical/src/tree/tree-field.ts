import type { Decoding } from '../base/schema'
import { field } from '../base/schema'
import type { Tree } from './tree'

/** A {@link Tree} in a model file. Needs the sizes `features` and `classes`. */
export const treeField = field.object({
  feature: field.integers('nodes', { min: 0, below: 'features' }),
  threshold: field.floats('nodes'),
  right: field.integers('nodes', { min: 0, below: 'nodes' }),
  start: field.integers('starts', { min: 0 }),
  classCode: field.integers('shares', { min: 0, below: 'classes' }),
  share: field.floats('shares', { min: 0, max: 1 }),
})

/** Refuses arrays that are no tree: whoever follows a checked one gets to a leaf. */
export function checkTree(tree: Tree, at: Decoding): void {
  const { right, start, classCode } = tree
  const nodes = right.length
  if (start.length !== nodes + 1) at.fail(`start must have ${nodes + 1} items, one more than there are nodes`)
  if (start[0] !== 0 || start[nodes] !== classCode.length) at.fail('start must begin with 0 and end with all shares')
  // Preorder: each node is either the one after its parent or the one that its parent's subtree on the left ends before.
  const pending: number[] = []
  for (let node = 0; node < nodes; node++) {
    const shares = start[node + 1] - start[node]
    if (right[node] !== 0) {
      if (shares !== 0) at.fail(`node ${node} has a split and class shares`)
      pending.push(right[node])
    } else {
      if (shares <= 0) at.fail(`node ${node} has neither a split nor class shares`)
      const next = pending.pop() ?? nodes
      if (next !== node + 1) at.fail(`node ${node} is a leaf, so node ${node + 1} must be the right child that is due`)
    }
  }
  if (pending.length > 0) at.fail('the last node must be a leaf')
}

import path from 'node:path'
import ts from 'typescript'

/** What a function, a constructor or a method takes. */
export interface Taken {
  /** The names of its parameters. */
  readonly parameters: readonly string[]
  /** The names of the properties of the one called `options`. */
  readonly options: readonly string[]
}

/**
 * What an entry of a package lets callers pass: for each exported function, and for the constructor and each public method of each
 * exported class, the names of its parameters, and the names of the properties of a parameter called `options`.
 *
 * A method is called `Class.method`, a constructor by its class. Overloads are taken together.
 *
 * @param entry - path of the entry's source, `.../src/index.ts`
 */
export function apiSurface(entry: string): Map<string, Taken> {
  const program = ts.createProgram([entry], {
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, strict: true, skipLibCheck: true, noEmit: true },
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['@genre/source'],
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(path.resolve(entry))
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error(`${entry} exports nothing`)

  const surface = new Map<string, Taken>()
  const add = (name: string, signatures: readonly ts.Signature[]) => {
    const parameters = new Set<string>()
    const options = new Set<string>()
    for (const signature of signatures) {
      for (const parameter of signature.getParameters()) {
        parameters.add(parameter.name)
        if (parameter.name !== 'options') continue
        const type = checker.getNonNullableType(checker.getTypeOfSymbol(parameter))
        for (const each of type.isUnion() ? type.types : [type]) {
          for (const property of checker.getPropertiesOfType(each)) options.add(property.name)
        }
      }
    }
    surface.set(name, { parameters: [...parameters], options: [...options].sort() })
  }

  for (const exported of checker.getExportsOfModule(module)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    if (symbol.flags & ts.SymbolFlags.Class) {
      const statics = checker.getTypeOfSymbol(symbol)
      add(exported.name, statics.getConstructSignatures())
      const owned = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])]
      for (const member of owned) {
        const method = member.declarations?.find(ts.isMethodDeclaration)
        if (!method || ts.isPrivateIdentifier(method.name)) continue
        if (ts.getCombinedModifierFlags(method) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) continue
        add(`${exported.name}.${member.name}`, checker.getTypeOfSymbol(member).getCallSignatures())
      }
    } else if (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable)) {
      const signatures = checker.getTypeOfSymbol(symbol).getCallSignatures()
      if (signatures.length > 0) add(exported.name, signatures)
    }
  }
  return surface
}

export * from './architectures/registry'

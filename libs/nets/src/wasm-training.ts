export { registerTrainingKernels } from './wasm-training/register-training-kernels'

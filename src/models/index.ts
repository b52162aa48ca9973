export { type ChainStatement, checkOnePeriod, chargeResolversOf, drivenChain, resolversOf } from './driven-chain.js';
export { gasModelOf } from './gas-model.js';
export { realNumber } from './real-number.js';

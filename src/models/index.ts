export { type ChainStatement, checkOnePeriod, drivenChain, resolversOf, thirdChargeOf } from './driven-chain.js';
export { gasModelOf } from './gas-model.js';
export { realNumber } from './real-number.js';

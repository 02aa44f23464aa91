export { isValidNhsNumber, normaliseNhsNumber } from './nhs-number';
export { isPseudoPostcode, normalisePostcode } from './postcode';
export { isValidUpn, normaliseUpn } from './upn';

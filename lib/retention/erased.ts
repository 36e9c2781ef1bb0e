/** What stands where a customer's id stood. No directory has a customer of this id. */
export const ERASED = 'erased';

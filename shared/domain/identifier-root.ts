/** 电子证照根代码, with which every identifier begins. @see GB/T 36904 */
export const identifierRoot = '1.2.156.3005.2';

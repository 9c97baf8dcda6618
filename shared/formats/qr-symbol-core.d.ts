/** The part of `qrcode` that makes a matrix, without its file, PNG and terminal writers. */
declare module 'qrcode/lib/core/qrcode.js' {
  export { create, type QRCode } from 'qrcode';
}

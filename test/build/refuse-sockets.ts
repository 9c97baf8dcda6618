import { Socket } from 'node:net';

/** Preloaded into a process whose network is to be cut: whatever opens a socket fails. */
Socket.prototype.connect = () => {
  throw new Error('the network is cut');
};

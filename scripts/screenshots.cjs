// Kept in the syntax of old Node releases, so that they can say what is wrong.
require('./lib/entry.cjs')('screenshots.mjs');

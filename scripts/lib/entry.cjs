// Kept in the syntax of old Node releases, so that they can say what is wrong.
var NEEDED_MAJOR = 20;
var NEEDED_MINOR = 19;

/**
 * Loads scripts/<name> when the running Node is new enough; says so plainly and exits with 1 when it is not.
 * @param {string} name
 */
module.exports = function entry(name) {
  var parts = process.versions.node.split('.');
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > NEEDED_MAJOR || (major === NEEDED_MAJOR && minor >= NEEDED_MINOR)) {
    require('./load.cjs')(name);
    return;
  }
  console.error('Quarterdeck needs Node ' + NEEDED_MAJOR + '.' + NEEDED_MINOR + ' or newer; this is Node ' + process.versions.node + '.');
  console.error('Install a current Node from https://nodejs.org, then run the command again.');
  process.exit(1);
};

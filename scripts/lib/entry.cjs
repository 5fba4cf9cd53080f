// Kept in the syntax of old Node releases, so that they can say what is wrong.
var NEEDED = [20, 19];

/** Loads scripts/<name> when the running Node is new enough; says so plainly and exits with 1 when it is not. */
module.exports = function entry(name) {
  var parts = process.versions.node.split('.');
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) {
    require('./load.cjs')(name);
    return;
  }
  console.error('Quarterdeck needs Node ' + NEEDED.join('.') + ' or newer; this is Node ' + process.versions.node + '.');
  console.error('Install a current Node from https://nodejs.org, then run the command again.');
  process.exit(1);
};

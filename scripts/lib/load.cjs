// Apart from entry.cjs because `import()` does not even parse in old Node releases.
/** @param {string} name */
module.exports = function load(name) {
  import(`../${name}`).catch((error) => {
    console.error(error?.plain ? error.message : error);
    process.exit(1);
  });
};

// Stands in for packages that dockerode loads at its start and that Quarterdeck never uses.
module.exports = {};

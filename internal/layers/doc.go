// Package layers holds the tests of how the project is built: which package may
// import which, how long files are, what is static data.
package layers

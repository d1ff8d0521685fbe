package filter

// MaxNr is the end of the numbers that have bits of their own.
const MaxNr = maxNr

// Successor lines, for the test that every word of them is a call.
var SuccessorLines = successors[:]

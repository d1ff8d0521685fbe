package filter

// Successor lines, for the test that every word of them is a call.
var SuccessorLines = successors[:]

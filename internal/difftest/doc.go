// Package difftest compares gotrace with the machine's strace: real programs and
// small C programs are run under both, and what the two show has to be the same
// but for what two runs of strace differ in, and for the reasoned differences in
// testdata/differences.txt.
//
// It holds tests only, and what reads and compares logs.
package difftest

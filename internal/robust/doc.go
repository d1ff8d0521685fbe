// Package robust holds tests that run large and busy programs under gotrace:
// thousands of processes, hundreds of threads, a database; and that attach to
// and leave a running program over and over. The programs must not notice, and
// the log has to be whole: each thread that appears has its end, no line is cut.
//
// GOTRACE_LONG=1 in the environment asks for the full counts.
package robust

// Package unwind makes stack traces of stopped threads: from their registers,
// their memory, and the files that their process has mapped. What it needs of the
// operating system stands behind [System], so that it runs on recorded stacks and
// made-up memory, on any system.
//
// A frame's caller is found, in this order, by the signal trampoline's code, by
// pclntab's frame sizes (Go), by call frame information (.eh_frame, .debug_frame),
// and, where a file has none for the place, by the frame pointer.
//
// All that is found out about a place in a file - how to leave its frame, its
// symbol, its line - is kept with the file ([object]), which processes share, so
// that a frame seen before costs a look into a map. Which files a process has
// where is kept in its [Space], until it changes its mappings.
//
// The programs of call frame information are run by this package itself: the
// libraries that can be had read whole sections at once, which takes longer than
// most programs run, fail by panics, and do not know signal frames ('S') or
// registers by arrays.
package unwind

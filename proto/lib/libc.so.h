// The GNU C library.

as(open) errno int open(const char *file, int oflag, ...);
errno void *malloc(size_t size);
int printf(printf const char *format, ...);

// Functions of the GNU C library: fcntl.

as(creat) errno int creat(path const char *file, mode_t mode);
as(creat) errno int creat64(path const char *file, mode_t mode);
errno int fallocate(fd int fd, int mode, off_t offset, off_t len);
errno int fallocate64(fd int fd, int mode, off64_t offset, off64_t len);
as(fcntl) errno int fcntl(fd int fd, int cmd, ...);
errno int fcntl64(fd int fd, int cmd, ...);
as(flock) errno int flock(fd int fd, int operation);
as(name_to_handle_at) errno int name_to_handle_at(dirfd int dfd, const char *name, struct file_handle *handle, int *mnt_id, int flags);
as(open) errno int open(path const char *file, int oflag, ...);
as(open) errno int open64(path const char *file, int oflag, ...);
as(open_by_handle_at) errno int open_by_handle_at(int mountdirfd, struct file_handle *handle, int flags);
as(openat) errno int openat(dirfd int fd, path const char *file, int oflag, ...);
as(openat) errno int openat64(fd int fd, path const char *file, int oflag, ...);
error int posix_fadvise(fd int fd, off_t offset, off_t len, int advise);
error int posix_fadvise64(fd int fd, off64_t offset, off64_t len, int advise);
error int posix_fallocate(fd int fd, off_t offset, off_t len);
error int posix_fallocate64(fd int fd, off64_t offset, off64_t len);
errno ssize_t readahead(fd int fd, off64_t offset, size_t count);
as(splice) errno ssize_t splice(int fdin, off64_t *offin, int fdout, off64_t *offout, size_t len, unsigned int flags);
errno int sync_file_range(fd int fd, off64_t offset, off64_t count, unsigned int flags);
as(tee) errno ssize_t tee(int fdin, int fdout, size_t len, unsigned int flags);
as(vmsplice) errno ssize_t vmsplice(int fdout, const struct iovec *iov, size_t count, unsigned int flags);

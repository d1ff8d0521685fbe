// Functions of the GNU C library: mman.

as(madvise) errno int madvise(void *addr, size_t len, int advice);
as(memfd_create) errno int memfd_create(const char *name, unsigned int flags);
as(mincore) errno int mincore(void *start, size_t len, unsigned char *vec);
as(mlock) errno int mlock(const void *addr, size_t len);
int mlock2(const void *addr, size_t length, unsigned int flags);
as(mlockall) errno int mlockall(int flags);
errno void *mmap(void *addr, size_t len, flags(MmapProt) int prot, flags(MmapFlags) int flags, fd int fd, off_t offset);
errno void *mmap64(void *addr, size_t len, flags(MmapProt) int prot, flags(MmapFlags) int flags, fd int fd, off64_t offset);
as(mprotect) errno int mprotect(void *addr, size_t len, int prot);
errno void *mremap(void *addr, size_t old_len, size_t new_len, int flags, ...);
as(msync) errno int msync(void *addr, size_t len, int flags);
as(munlock) errno int munlock(const void *addr, size_t len);
as(munlockall) errno int munlockall(void);
as(munmap) errno int munmap(void *addr, size_t len);
as(pkey_alloc) errno int pkey_alloc(unsigned int flags, unsigned int access_rights);
as(pkey_free) errno int pkey_free(int key);
int pkey_get(int key);
as(pkey_mprotect) errno int pkey_mprotect(void *addr, size_t len, flags(MmapProt) int prot, int pkey);
int pkey_set(int key, unsigned int access_rights);
error int posix_madvise(void *addr, size_t len, int advice);
ssize_t process_madvise(int pid_fd, const struct iovec *iov, size_t count, int advice, unsigned flags);
int process_mrelease(int pidfd, unsigned int flags);
errno int remap_file_pages(void *start, size_t size, int prot, size_t pgoff, int flags);
errno int shm_open(const char *name, int oflag, mode_t mode);
errno int shm_unlink(const char *name);

// Functions of the GNU C library: dirent.

errno int alphasort(const struct dirent **e1, const struct dirent **e2);
errno int alphasort64(const struct dirent64 **e1, const struct dirent64 **e2);
errno int closedir(DIR *dirp);
errno int dirfd(DIR *dirp);
errno DIR *fdopendir(fd int fd);
errno ssize_t getdents64(fd int fd, void *buffer, size_t length);
errno ssize_t getdirentries(fd int fd, char *buf, size_t nbytes, off_t *basep);
errno ssize_t getdirentries64(fd int fd, char *buf, size_t nbytes, off64_t *basep);
errno DIR *opendir(path const char *name);
in struct dirent *readdir(DIR *dirp);
in struct dirent64 *readdir64(DIR *dirp);
int readdir64_r(DIR *dirp, struct dirent64 *entry, struct dirent64 **result);
int readdir_r(DIR *dirp, struct dirent *entry, struct dirent **result);
void rewinddir(DIR *dirp);
errno int scandir(path const char *dir, struct dirent ***namelist, void *selector, void *cmp);
errno int scandir64(path const char *dir, struct dirent64 ***namelist, void *selector, void *cmp);
errno int scandirat(dirfd int dfd, path const char *dir, struct dirent ***namelist, void *selector, void *cmp);
errno int scandirat64(dirfd int dfd, path const char *dir, struct dirent64 ***namelist, void *selector, void *cmp);
void seekdir(DIR *dirp, long pos);
errno long telldir(DIR *dirp);
errno int versionsort(const struct dirent **e1, const struct dirent **e2);
errno int versionsort64(const struct dirent64 **e1, const struct dirent64 **e2);

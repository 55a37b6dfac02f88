/*
 * Lets one step of writing to a disk fail, counted from when the test began to watch. Preloaded before libc, so that it
 * sits under whatever writes: the JDK's channels, SQLite, Chronicle Map. The test and this share one mapped file.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITE = 1, FORCE = 2, RENAME = 4, OPEN = 8, SIZE = 16 };

/* As FaultyDisk lays it out. */
struct control {
    _Atomic int64_t watching;
    _Atomic int64_t kinds;
    _Atomic int64_t fail_from;
    _Atomic int64_t fail_to;
    _Atomic int64_t error;
    _Atomic int64_t steps;
    _Atomic int64_t failed;
    int64_t unused;
    char directory[1024];
    char failed_path[1024];
};

static struct control *control;

__attribute__((constructor)) static void attach(void) {
    const char *file = getenv("KAIROUTE_FAULTS");
    if (file == NULL) {
        return;
    }
    int fd = openat(AT_FDCWD, file, O_RDWR);
    if (fd < 0) {
        return;
    }
    void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) {
        control = mapped;
    }
}

static int fails(int kind, const char *path) {
    if (strncmp(path, control->directory, strlen(control->directory)) != 0 || !(control->kinds & kind)) {
        return 0;
    }
    int64_t step = atomic_fetch_add(&control->steps, 1) + 1;
    if (step < control->fail_from || step > control->fail_to) {
        return 0;
    }
    if (atomic_fetch_add(&control->failed, 1) == 0) {
        snprintf(control->failed_path, sizeof control->failed_path, "%d %s", kind, path);
    }
    errno = (int) control->error;
    return 1;
}

static int path_fails(int kind, const char *path) {
    return control != NULL && control->watching && fails(kind, path);
}

static int file_fails(int kind, int fd) {
    if (control == NULL || !control->watching) {
        return 0;
    }
    char link[64];
    char path[1024];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) {
        return 0;
    }
    path[length] = 0;
    return fails(kind, path);
}

#define NEXT(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t count) {
    return file_fails(WRITE, fd) ? -1 : NEXT(write)(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return file_fails(WRITE, fd) ? -1 : NEXT(pwrite)(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return file_fails(WRITE, fd) ? -1 : NEXT(pwrite64)(fd, bytes, count, at);
}

int fsync(int fd) {
    return file_fails(FORCE, fd) ? -1 : NEXT(fsync)(fd);
}

int fdatasync(int fd) {
    return file_fails(FORCE, fd) ? -1 : NEXT(fdatasync)(fd);
}

int rename(const char *from, const char *to) {
    return path_fails(RENAME, to) ? -1 : NEXT(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
    return path_fails(OPEN, path) ? -1 : NEXT(mkdir)(path, mode);
}

int ftruncate(int fd, off_t length) {
    return file_fails(SIZE, fd) ? -1 : NEXT(ftruncate)(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    return file_fails(SIZE, fd) ? -1 : NEXT(ftruncate64)(fd, length);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return (flags & O_CREAT) && path_fails(OPEN, path) ? -1 : NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return (flags & O_CREAT) && path_fails(OPEN, path) ? -1 : NEXT(open64)(path, flags, mode);
}

// Loaded before the bot by LD_PRELOAD: records, in order, what reaches the files under
// RECORD_ROOT, so that a power cut at the end of the record can be told from it. See `record.ts`.
//   RECORD_LOG   takes the records, one write each, so that killing the process loses none
//   RECORD_CUT   `event:n` kills the process at the nth event of that name
//   RECORD_DELAY microseconds that every flush takes longer, as on a slower disk
//   RECORD_FAIL  `event:n` makes the nth flush of that name fail, as a broken disk does once
//   RECORD_ARMED both count only what happens once this file is there
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATED = 1, OPENED, WRITTEN, TRUNCATED, FLUSHING, FLUSHED, RENAMED, REMOVED, FOLDER_MADE };
enum { MOST_FILES = 65536 };

struct head {
  uint32_t kind;
  uint32_t path_length;
  uint64_t data_length;
  uint64_t inode;
  /** An offset, a size, 1 for a folder that is opened, or the number of a flush, negative where it failed. */
  int64_t number;
};

/** What is told of an open file under the root. */
struct file {
  dev_t device;
  uint64_t inode;
  /** 'd' the database, 'w' its journal, 'o' another. */
  char kind;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct file *files[MOST_FILES];
static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;
static int64_t flushes;
static char cut_event[64], fail_event[64];
static long cut_left, fail_left;
static useconds_t delay;
static const char *armed;

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static void read_event(const char *name, char *event, long *left) {
  const char *given = getenv(name);
  if (given && sscanf(given, "%63[^:]:%ld", event, left) != 2) *left = 0;
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("RECORD_LOG"), *folder = getenv("RECORD_ROOT");
  if (!path || !folder) return;
  root_length = (size_t)snprintf(root, sizeof root, "%s", folder);
  read_event("RECORD_CUT", cut_event, &cut_left);
  armed = getenv("RECORD_ARMED");
  if (getenv("RECORD_DELAY")) delay = (useconds_t)atol(getenv("RECORD_DELAY"));
  read_event("RECORD_FAIL", fail_event, &fail_left);
  int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  log_file = real(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

/** Whether it is the one that was waited for. The lock is held. */
static int is_due(const char *event, const char *wanted, long *left) {
  if (*left <= 0 || strcmp(event, wanted) != 0) return 0;
  if (armed && access(armed, F_OK) != 0) return 0;
  return --*left == 0;
}

static void happened(const char *event) {
  if (is_due(event, cut_event, &cut_left)) kill(getpid(), SIGKILL), pause();
}

static void record(uint32_t kind, uint64_t inode, int64_t number, const char *path, const void *data, size_t length) {
  struct head head = {kind, (uint32_t)(path ? strlen(path) : 0), length, inode, number};
  struct iovec parts[] = {{&head, sizeof head}, {(void *)path, head.path_length}, {(void *)data, length}};
  static ssize_t (*real)(int, const struct iovec *, int);
  if (!real) real = (ssize_t (*)(int, const struct iovec *, int))dlsym(RTLD_NEXT, "writev");
  if (real(log_file, parts, 3) != (ssize_t)(sizeof head + head.path_length + length)) abort();
}

/** @return the absolute path where it is under the root and not SQLite's shared memory */
static const char *under_root(const char *path, char *buffer) {
  if (log_file < 0 || !path) return NULL;
  if (path[0] != '/') {
    if (!getcwd(buffer, PATH_MAX)) return NULL;
    size_t length = strlen(buffer);
    snprintf(buffer + length, PATH_MAX - length, "/%s", path);
  } else snprintf(buffer, PATH_MAX, "%s", path);
  size_t length = strlen(buffer);
  while (length > 1 && buffer[length - 1] == '/') buffer[--length] = 0;
  if (strncmp(buffer, root, root_length) != 0) return NULL;
  if (buffer[root_length] != '/' && buffer[root_length] != 0) return NULL;
  return length > 4 && strcmp(buffer + length - 4, "-shm") == 0 ? NULL : buffer;
}

static char kind_of(const char *path) {
  size_t length = strlen(path);
  if (length > 3 && strcmp(path + length - 3, ".db") == 0) return 'd';
  return length > 4 && strcmp(path + length - 4, "-wal") == 0 ? 'w' : 'o';
}

static int opened(int fd, const char *path, int existed) {
  struct stat found;
  if (fd < 0 || fd >= MOST_FILES || fstat(fd, &found) != 0) return fd;
  struct file *file = malloc(sizeof *file);
  *file = (struct file){found.st_dev, found.st_ino, kind_of(path)};
  files[fd] = file;
  record(existed ? OPENED : CREATED, found.st_ino, S_ISDIR(found.st_mode), path, NULL, 0);
  return fd;
}

/** Node closes some files by a system call that cannot be seen here: the number may be another's. */
static struct file *file_of(int fd) {
  struct stat found;
  if (fd < 0 || fd >= MOST_FILES || log_file < 0 || !files[fd]) return NULL;
  if (fstat(fd, &found) == 0 && found.st_dev == files[fd]->device && found.st_ino == files[fd]->inode) return files[fd];
  files[fd] = NULL;
  return NULL;
}

#define OPENS(call) \
  char buffer[PATH_MAX]; \
  const char *own = under_root(path, buffer); \
  if (!own) return call; \
  pthread_mutex_lock(&lock); \
  int existed = access(own, F_OK) == 0; \
  int fd = opened(call, own, existed); \
  if (fd >= 0 && existed && (flags & O_TRUNC)) record(TRUNCATED, files[fd]->inode, 0, NULL, NULL, 0); \
  pthread_mutex_unlock(&lock); \
  return fd

#define MODE \
  mode_t mode = 0; \
  if (flags & (O_CREAT | __O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  }

int open(const char *path, int flags, ...) { MODE REAL(open); OPENS(real(path, flags, mode)); }
int open64(const char *path, int flags, ...) { MODE REAL(open64); OPENS(real(path, flags, mode)); }
int openat(int at, const char *path, int flags, ...) { MODE REAL(openat); OPENS(real(at, path, flags, mode)); }
int openat64(int at, const char *path, int flags, ...) { MODE REAL(openat64); OPENS(real(at, path, flags, mode)); }

int close(int fd) {
  REAL(close);
  if (file_of(fd)) {
    pthread_mutex_lock(&lock);
    free(files[fd]);
    files[fd] = NULL;
    pthread_mutex_unlock(&lock);
  }
  return real(fd);
}

static void wrote(struct file *file, int64_t offset, const void *data, size_t length) {
  record(WRITTEN, file->inode, offset, NULL, data, length);
  if (file->kind == 'd') happened("database-written");
  // A journal that is begun anew, by its header.
  if (file->kind == 'w') happened(offset == 0 ? "journal-begun" : "journal-written");
}

#define WRITES(call, offset, data, wanted) \
  struct file *file = file_of(fd); \
  if (!file) return call; \
  pthread_mutex_lock(&lock); \
  ssize_t length = call; \
  if (length > 0) wrote(file, offset, data, (size_t)length); \
  pthread_mutex_unlock(&lock); \
  return length

ssize_t write(int fd, const void *data, size_t wanted) { REAL(write); WRITES(real(fd, data, wanted), lseek(fd, 0, SEEK_CUR) - length, data, wanted); }
ssize_t pwrite(int fd, const void *data, size_t wanted, off_t at) { REAL(pwrite); WRITES(real(fd, data, wanted, at), at, data, wanted); }
ssize_t pwrite64(int fd, const void *data, size_t wanted, off64_t at) { REAL(pwrite64); WRITES(real(fd, data, wanted, at), at, data, wanted); }

/** One part after the other: nothing else writes to these files meanwhile. */
static ssize_t in_parts(int fd, const struct iovec *parts, int count, int64_t at) {
  ssize_t sum = 0;
  for (int index = 0; index < count; index += 1) {
    ssize_t length = at < 0 ? write(fd, parts[index].iov_base, parts[index].iov_len)
                            : pwrite(fd, parts[index].iov_base, parts[index].iov_len, at + sum);
    if (length < 0) return sum > 0 ? sum : length;
    sum += length;
    if ((size_t)length < parts[index].iov_len) break;
  }
  return sum;
}
ssize_t writev(int fd, const struct iovec *parts, int count) { REAL(writev); return file_of(fd) ? in_parts(fd, parts, count, -1) : real(fd, parts, count); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { REAL(pwritev); return file_of(fd) ? in_parts(fd, parts, count, at) : real(fd, parts, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { REAL(pwritev64); return file_of(fd) ? in_parts(fd, parts, count, at) : real(fd, parts, count, at); }

#define TRUNCATES(call) \
  struct file *file = file_of(fd); \
  if (!file) return call; \
  pthread_mutex_lock(&lock); \
  int result = call; \
  if (result == 0) record(TRUNCATED, file->inode, size, NULL, NULL, 0); \
  if (result == 0 && file->kind == 'w') happened("journal-emptied"); \
  pthread_mutex_unlock(&lock); \
  return result
int ftruncate(int fd, off_t size) { REAL(ftruncate); TRUNCATES(real(fd, size)); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); TRUNCATES(real(fd, size)); }

#define FLUSHES(call) \
  struct file *file = file_of(fd); \
  if (!file) return call; \
  pthread_mutex_lock(&lock); \
  uint64_t inode = file->inode; \
  const char *event = file->kind == 'd' ? "database-flush" : file->kind == 'w' ? "journal-flush" : "other-flush"; \
  int64_t number = ((int64_t)getpid() << 24) + ++flushes; \
  record(FLUSHING, inode, number, NULL, NULL, 0); \
  happened(event); \
  int fails = is_due(event, fail_event, &fail_left); \
  pthread_mutex_unlock(&lock); \
  usleep(delay); \
  int result = fails ? -1 : call; \
  pthread_mutex_lock(&lock); \
  record(FLUSHED, inode, result == 0 ? number : -number, NULL, NULL, 0); \
  pthread_mutex_unlock(&lock); \
  if (fails) errno = EIO; \
  return result
int fsync(int fd) { REAL(fsync); FLUSHES(real(fd)); }
int fdatasync(int fd) { REAL(fdatasync); FLUSHES(real(fd)); }

int rename(const char *from, const char *to) {
  REAL(rename);
  char one[PATH_MAX], two[PATH_MAX];
  const char *own = under_root(from, one), *other = under_root(to, two);
  if (!own || !other) return real(from, to);
  pthread_mutex_lock(&lock);
  int result = real(from, to);
  if (result == 0) record(RENAMED, 0, 0, own, other, strlen(other));
  pthread_mutex_unlock(&lock);
  return result;
}

#define REMOVES(call) \
  char buffer[PATH_MAX]; \
  const char *own = under_root(path, buffer); \
  if (!own) return call; \
  pthread_mutex_lock(&lock); \
  int result = call; \
  if (result == 0) record(REMOVED, 0, 0, own, NULL, 0); \
  pthread_mutex_unlock(&lock); \
  return result
int unlink(const char *path) { REAL(unlink); REMOVES(real(path)); }
int unlinkat(int at, const char *path, int flags) { REAL(unlinkat); REMOVES(real(at, path, flags)); }
int rmdir(const char *path) { REAL(rmdir); REMOVES(real(path)); }
int remove(const char *path) { REAL(remove); REMOVES(real(path)); }

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  char buffer[PATH_MAX];
  const char *own = under_root(path, buffer);
  if (!own) return real(path, mode);
  pthread_mutex_lock(&lock);
  int result = real(path, mode);
  if (result == 0) record(FOLDER_MADE, 0, 0, own, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

// Runs kernels of libraries that are not trusted, each launch in a child with the least that the machine offers.
// Requests come in through standard input, replies go out through standard output, as LauncherProcess writes and
// reads them. Called as `launcher probe` it says which protections are on here.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

namespace {

// What a request begins with.
struct request {
  uint32_t library_bytes, entry_bytes, launch_bytes, arguments;
  uint32_t cpu_seconds, padding;
};

// What stands before the contents of each argument.
struct argument {
  uint32_t function_constant, index;
  uint64_t bytes;
  uint32_t written, padding;
};

enum class outcome : uint32_t { ran, ended, not_loaded };

// What a child leaves behind; the outputs follow it.
struct report {
  uint32_t kind, padding;
  uint64_t nanoseconds;
  unsigned char ending[24];
  char message[256];
};

struct limit { int resource; rlim_t most; };

const size_t most_indices = 65536;

bool limit_resources(uint64_t request_bytes, uint32_t cpu_seconds) {
  const rlim_t gib = (rlim_t)1 << 30;
  const limit limits[] = {
      {RLIMIT_AS, 4 * gib + 4 * request_bytes}, {RLIMIT_CPU, cpu_seconds}, {RLIMIT_FSIZE, 0},
      {RLIMIT_NPROC, 0},                        {RLIMIT_CORE, 0},          {RLIMIT_NOFILE, 16},
  };
  bool all = true;
  for (const limit& l : limits) {
    rlimit now;
    if (getrlimit(l.resource, &now) != 0) { all = false; continue; }
    rlim_t most = now.rlim_max != RLIM_INFINITY && now.rlim_max < l.most ? now.rlim_max : l.most;
    rlimit wanted = {most, most};
#if defined(__APPLE__)
    // Darwin refuses limits of the address space below what is mapped.
    if (l.resource == RLIMIT_AS) continue;
#endif
    all = setrlimit(l.resource, &wanted) == 0 && all;
  }
  return all;
}

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
#define HAS_FILTER 1
#if defined(__x86_64__)
const uint32_t machine = AUDIT_ARCH_X86_64;
#else
const uint32_t machine = AUDIT_ARCH_AARCH64;
#endif

// A filter that ends the process at every system call but those that were allowed.
struct filter {
  sock_filter code[256];
  unsigned short length = 0;

  void add(uint16_t operation, uint32_t value, uint8_t if_true = 0, uint8_t if_false = 0) {
    code[length++] = {operation, if_true, if_false, value};
  }
  void load(size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset); }
  void load_number() { load(offsetof(seccomp_data, nr)); }

  filter() {
    load(offsetof(seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0);
    add(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    load_number();
  }
  void allow(long number) {
    add(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }
  // Allowed if none of these bits is set in an argument.
  void allow_without(long number, int argument, uint32_t bits) {
    add(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 4);
    load(offsetof(seccomp_data, args) + 8 * argument);
    add(BPF_JMP | BPF_JSET | BPF_K, bits, 1, 0);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    load_number();
  }
  // Allowed if an argument is this.
  void allow_with(long number, int argument, uint32_t value) {
    add(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 4);
    load(offsetof(seccomp_data, args) + 8 * argument);
    add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    load_number();
  }
  bool install() {
    add(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    sock_fprog program = {length, code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
  }
};

// Memory, time and an end; descriptors 0 to 2 are /dev/null, and there are no others.
void allow_running(filter& f) {
  const long harmless[] = {
      SYS_munmap,      SYS_brk,           SYS_madvise,      SYS_mremap,          SYS_futex,
      SYS_exit,        SYS_exit_group,    SYS_clock_gettime, SYS_rt_sigreturn,   SYS_rt_sigprocmask,
      SYS_rt_sigaction, SYS_sigaltstack,  SYS_getpid,       SYS_gettid,          SYS_getrandom,
      SYS_sched_yield, SYS_clock_nanosleep, SYS_nanosleep,  SYS_write,           SYS_writev,
      SYS_restart_syscall,
  };
  for (long number : harmless) f.allow(number);
  // abort() sends itself a signal.
  f.allow_with(SYS_tgkill, 0, (uint32_t)getpid());
}

bool filter_loading() {
  filter f;
  allow_running(f);
  const long loading[] = {SYS_mmap, SYS_mprotect, SYS_read, SYS_pread64, SYS_lseek, SYS_close, SYS_fstat, SYS_newfstatat, SYS_faccessat, SYS_readlinkat, SYS_getcwd, SYS_uname};
  for (long number : loading) f.allow(number);
  const uint32_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
  f.allow_without(SYS_openat, 2, writing);
#if defined(__x86_64__)
  f.allow_without(SYS_open, 1, writing);
  f.allow(SYS_access);
  f.allow(SYS_stat);
#endif
  // What comes next allows less still.
  f.allow_with(SYS_prctl, 0, PR_SET_SECCOMP);
  return f.install();
}

bool filter_running() {
  filter f;
  allow_running(f);
  f.allow_without(SYS_mmap, 2, PROT_EXEC);
  f.allow_without(SYS_mprotect, 2, PROT_EXEC);
  return f.install();
}
#else
bool filter_loading() { return false; }
bool filter_running() { return false; }
#endif

bool renounce_privileges() {
#if defined(__linux__)
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#else
  return false;
#endif
}

// Leaves the machine's network, and the means to talk to its other processes.
bool leave_network() {
#if defined(__linux__)
  return unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0;
#else
  return false;
#endif
}

void die_with_parent(pid_t parent) {
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != parent) _exit(1);
}

void close_descriptors() {
  int null = open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; i++) {
    if (null < 0) close(i);
    else dup2(null, i);
  }
#if defined(__linux__) && defined(SYS_close_range)
  if (syscall(SYS_close_range, 3, ~0u, 0) == 0) return;
#endif
  for (int i = 3; i < 1024; i++) close(i);
}

size_t padded(uint64_t bytes) { return (bytes + 7) / 8 * 8; }

void run(const unsigned char* from, uint64_t bytes, report* result) {
  request asked;
  memcpy(&asked, from, sizeof asked);
  from += sizeof asked;
  const char* library = (const char*)from;
  from += padded(asked.library_bytes);
  const char* entry_name = (const char*)from;
  from += padded(asked.entry_bytes);
  close_descriptors();
  limit_resources(bytes, asked.cpu_seconds);
  renounce_privileges();
  bool filtered = filter_loading();
  void* loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  void* entry = loaded == nullptr ? nullptr : dlsym(loaded, entry_name);
  if (entry == nullptr) {
    const char* why = dlerror();
    strncpy(result->message, why == nullptr ? "no such entry" : why, sizeof result->message - 1);
    result->kind = (uint32_t)outcome::not_loaded;
    return;
  }
  if (filtered && !filter_running()) abort();

  void** tables = (void**)calloc(2 * most_indices, sizeof(void*));
  unsigned char* launch = (unsigned char*)malloc(padded(asked.launch_bytes));
  memcpy(launch, from, asked.launch_bytes);
  from += padded(asked.launch_bytes);
  void* table = tables;
  memcpy(launch, &table, sizeof table);
  table = tables + most_indices;
  memcpy(launch + sizeof table, &table, sizeof table);

  const unsigned char* first = from;
  for (uint32_t i = 0; i < asked.arguments; i++) {
    argument a;
    memcpy(&a, from, sizeof a);
    void* contents = malloc(a.bytes == 0 ? 1 : a.bytes);
    if (contents == nullptr || a.index >= most_indices) abort();
    memcpy(contents, from + sizeof a, a.bytes);
    tables[(a.function_constant ? most_indices : 0) + a.index] = contents;
    from += sizeof a + padded(a.bytes);
  }
  alignas(8) unsigned char ending[24] = {};
  timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  ((void (*)(const void*, void*))entry)(launch, ending);
  clock_gettime(CLOCK_MONOTONIC, &end);

  unsigned char* to = (unsigned char*)(result + 1);
  from = first;
  for (uint32_t i = 0; i < asked.arguments; i++) {
    argument a;
    memcpy(&a, from, sizeof a);
    if (a.written) {
      memcpy(to, tables[a.index], a.bytes);
      to += a.bytes;
    }
    from += sizeof a + padded(a.bytes);
  }
  result->nanoseconds = (uint64_t)((end.tv_sec - start.tv_sec) * 1000000000L + (end.tv_nsec - start.tv_nsec));
  memcpy(result->ending, ending, sizeof ending);
  result->kind = (uint32_t)outcome::ran;
}

uint64_t output_bytes(const unsigned char* from) {
  request asked;
  memcpy(&asked, from, sizeof asked);
  from += sizeof asked + padded(asked.library_bytes) + padded(asked.entry_bytes) + padded(asked.launch_bytes);
  uint64_t sum = 0;
  for (uint32_t i = 0; i < asked.arguments; i++) {
    argument a;
    memcpy(&a, from, sizeof a);
    if (a.written) sum += a.bytes;
    from += sizeof a + padded(a.bytes);
  }
  return sum;
}

int ended[2];
void child_ended(int) {
  int kept = errno;
  char sign = 1;
  (void)!write(ended[1], &sign, 1);
  errno = kept;
}

// Waits for the child to end; ends it, and this process, when there is nobody left to read the reply.
int wait_for(pid_t child) {
  while (true) {
    int status;
    pid_t found = waitpid(child, &status, WNOHANG);
    if (found == child) return status;
    pollfd events[2] = {{0, 0, 0}, {ended[0], POLLIN, 0}};
    poll(events, 2, 1000);
    if (events[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
      kill(child, SIGKILL);
      _exit(1);
    }
    if (events[1].revents & POLLIN) {
      char signs[16];
      (void)!read(ended[0], signs, sizeof signs);
    }
  }
}

const char* signal_name(int signal) {
  switch (signal) {
    case SIGABRT: return "SIGABRT";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGILL: return "SIGILL";
    case SIGKILL: return "SIGKILL";
    case SIGSEGV: return "SIGSEGV";
    case SIGSYS: return "SIGSYS, a system call that a kernel may not make";
    case SIGTRAP: return "SIGTRAP";
    case SIGXCPU: return "SIGXCPU";
    default: return nullptr;
  }
}

void describe(int status, report* result) {
  const char* name = WIFSIGNALED(status) ? signal_name(WTERMSIG(status)) : nullptr;
  if (name != nullptr) snprintf(result->message, sizeof result->message, "%s", name);
  else if (WIFSIGNALED(status)) snprintf(result->message, sizeof result->message, "signal %d", WTERMSIG(status));
  else snprintf(result->message, sizeof result->message, "exit status %d", WEXITSTATUS(status));
  result->kind = (uint32_t)outcome::ended;
}

bool read_all(void* to, uint64_t bytes) {
  unsigned char* at = (unsigned char*)to;
  while (bytes > 0) {
    ssize_t got = read(0, at, bytes);
    if (got == 0 || (got < 0 && errno != EINTR)) return false;
    if (got > 0) { at += got; bytes -= (uint64_t)got; }
  }
  return true;
}

void write_all(const void* from, uint64_t bytes) {
  const unsigned char* at = (const unsigned char*)from;
  while (bytes > 0) {
    ssize_t put = write(1, at, bytes);
    if (put < 0 && errno != EINTR) _exit(1);
    if (put > 0) { at += put; bytes -= (uint64_t)put; }
  }
}

void* shared(uint64_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

// Serves one request; false when there are no more.
bool serve() {
  uint64_t bytes;
  if (!read_all(&bytes, sizeof bytes)) return false;
  unsigned char* whole = (unsigned char*)malloc(bytes);
  if (whole == nullptr || !read_all(whole, bytes)) return false;
  uint64_t outputs = output_bytes(whole);
  report* result = (report*)shared(sizeof(report) + outputs);
  if (result == nullptr) return false;
  result->kind = (uint32_t)outcome::ended;
  pid_t self = getpid();
  pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    die_with_parent(self);
    run(whole, bytes, result);
    _exit(0);
  }
  int status = wait_for(child);
  bool whole_report = WIFEXITED(status) && WEXITSTATUS(status) == 0 && result->kind != (uint32_t)outcome::ended;
  if (!whole_report) describe(status, result);
  result->message[sizeof result->message - 1] = 0;
  write_all(result, sizeof(report) + (result->kind == (uint32_t)outcome::ran ? outputs : 0));
  munmap(result, sizeof(report) + outputs);
  free(whole);
  return true;
}

// Large buffers go through pipes in fewer pieces, where that is to be had.
void widen_pipes() {
#if defined(F_SETPIPE_SZ)
  for (int i = 0; i < 2; i++) fcntl(i, F_SETPIPE_SZ, 1 << 20);
#endif
}

void probe() {
  bool away = leave_network();
  bool* on = (bool*)shared(4);
  if (on == nullptr) _exit(1);
  pid_t child = fork();
  if (child == 0) {
    on[0] = limit_resources(0, 60);
    on[1] = renounce_privileges();
    on[2] = filter_loading();
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  printf("resource-limits %d\nno-new-privileges %d\nsystem-call-filter %d\nnetwork-namespace %d\n", on[0], on[1], on[2], away);
}

}  // namespace

int main(int count, char** words) {
  if (count > 1 && strcmp(words[1], "probe") == 0) {
    probe();
    return 0;
  }
  if (pipe(ended) != 0) return 1;
  signal(SIGPIPE, SIG_IGN);
  widen_pipes();
  signal(SIGCHLD, child_ended);
  leave_network();
  while (serve()) {
  }
  return 0;
}
